#pragma once
#include <string>
#include <utility>
#include <vector>

#include "foundation/texts/texts.h"

namespace forms {

/// What a definition says to people, in Swedish and English, and perhaps in further languages.
struct Words {
    std::string sv, en;
    std::vector<std::pair<Language, std::string>> further{};  ///< in the order of the languages; none is empty

    /// Swedish stands in for a further language that is missing.
    const std::string& in(Language language) const {
        for (const auto& [one, words] : further)
            if (one == language) return words;
        return language == Language::en ? en : sv;
    }
    /// Words that are the same in Swedish and English, as names are, need no others; nor do those that are not there.
    bool speaks(Language language) const { return !is_further(language) || sv == en || has(language); }
    bool has(Language language) const {
        for (const auto& [one, words] : further)
            if (one == language) return true;
        return false;
    }
    /// For the attribute lang of an element with in(): "sv" when Swedish stands in, else "". Also of words that are the same in Swedish and
    /// English: some are names, some are not.
    std::string_view lang(Language wanted) const { return !is_further(wanted) || empty() || has(wanted) ? "" : "sv"; }
    bool empty() const { return sv.empty() && en.empty(); }
    bool operator==(const Words&) const = default;
};

}  // namespace forms
