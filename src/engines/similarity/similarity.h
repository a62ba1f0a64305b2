#pragma once
/// Which short texts are about the same: TF-IDF over Swedish stems, cosine, leader clustering. Pure reckoning: nothing is kept, and no text
/// leaves the machine.
#include <cstdint>
#include <string>
#include <vector>

namespace similarity {

struct Text {
    std::int64_t id = 0;
    std::string words;
};
struct Weighted {
    std::string word;  ///< as it was written, in lower case
    double weight = 0;
    bool operator==(const Weighted&) const = default;
};
struct Placed {
    std::int64_t id = 0;
    std::int64_t topic = 0;         ///< the id of the topic's first text
    std::vector<Weighted> words{};  ///< the heaviest of the text, heaviest first
};

/// Fewer texts are no topic.
inline constexpr std::size_t least_texts = 3;

/// The texts that are about the same as others, in the order given: oldest first, so that a topic keeps its id as texts come.
std::vector<Placed> topics(const std::vector<Text>&);

/// A word that fewer texts share names nothing: it may be somebody's name.
inline constexpr std::size_t least_naming = 3;
/// The heaviest words that the texts share, at most `most`; of those that the reader may see.
std::vector<std::string> name(const std::vector<std::vector<Weighted>>& words_of_texts, std::size_t most = 3);

/// How unlikely it is that so many or more come by chance, when so many came in each of the periods before (Poisson).
double chance_of(std::int64_t now, const std::vector<std::int64_t>& before);
/// More than chance gives once in a thousand times, and not just a few.
bool is_sudden(std::int64_t now, const std::vector<std::int64_t>& before);

}  // namespace similarity
