#include <algorithm>

#include "foundation/base/unicode.h"
#include "foundation/fulltext/index.h"
#include "foundation/fulltext/terms.h"

namespace fulltext {

static constexpr std::size_t most_looked_at = 20'000;  // bytes; a word further in does not move the snippet

static bool meets(std::string_view piece, const std::vector<std::string>& wanted_terms, const std::vector<Word>& typed) {
    const auto here = lower(piece);
    if (std::ranges::any_of(typed, [&](const Word& word) { return here.find(word.text) != here.npos; })) return true;
    const auto found = terms(piece);
    return std::ranges::any_of(found, [&](const std::string& term) { return std::ranges::binary_search(wanted_terms, term); });
}

/// Where the first piece between spaces begins that has one of the words; 0 when there is none.
static std::size_t place_of_first(std::string_view text, std::string_view typed) {
    const auto wanted_words = words(typed);
    const auto wanted_terms = terms(typed);
    std::size_t at = 0;
    while (at < std::min(text.size(), most_looked_at)) {
        const auto end = std::min(text.find_first_of(" \n", at), text.size());
        if (end > at && meets(text.substr(at, end - at), wanted_terms, wanted_words)) return at;
        at = end + 1;
    }
    return 0;
}

// Some words before the one that was found, from the beginning of a word.
static std::size_t some_words_before(std::string_view text, std::size_t at, std::size_t bytes) {
    if (at <= bytes) return 0;
    const auto space = text.find_first_of(" \n", at - bytes);
    return space < at ? space + 1 : at;
}

std::string snippet(std::string_view text, std::string_view typed, std::size_t length) {
    const auto begin = some_words_before(text, place_of_first(text, typed), length / 3);
    auto part = first_characters(text.substr(begin, 8 * length), length);
    const bool cut = begin + part.size() < text.size();
    if (cut)
        if (const auto space = part.find_last_of(" \n"); space != part.npos && space > part.size() / 2) part.resize(space);
    std::ranges::replace(part, '\n', ' ');
    return (begin > 0 ? "… " : "") + std::string(trimmed(part)) + (cut ? " …" : "");
}

}  // namespace fulltext
