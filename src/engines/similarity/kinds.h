#pragma once
/// What kind a short text is of, learned from texts whose kind is known: naive Bayes over Swedish stems. Counts are all that is learned.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace similarity {

struct KindText {
    std::string kind, words;
};
/// So many texts of that kind have the stem.
struct KindCount {
    std::string kind, stem;
    std::int64_t texts = 0;
    bool operator==(const KindCount&) const = default;
};

/// Of stems that at least least_naming texts of the kind share: a rarer one may be somebody's name. By kind and stem.
std::vector<KindCount> counted(const std::vector<KindText>&);
/// The same of words that are known to name the kind, as if `texts` had said them.
std::vector<KindCount> naming(std::string_view kind, std::string_view words, std::int64_t texts);

/// The kind that is much more likely than the others; "" when none is, or when no word is known. Counts of the same kind and stem add up.
std::string kind_of(std::string_view words, const std::vector<KindCount>&);

}  // namespace similarity
