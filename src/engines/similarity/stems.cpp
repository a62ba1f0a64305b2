#include "engines/similarity/stems.h"

#include <algorithm>
#include <set>
#include <vector>

#include "engines/similarity/embedded.h"
#include "foundation/base/unicode.h"
#include "foundation/fulltext/terms.h"

namespace similarity {
namespace {

constexpr double weight_of_part = 0.6;    ///< of a compound, against a word by itself
constexpr std::size_t shortest_word = 3;  ///< characters

bool is_common(std::string_view word) {
    static const auto list = [] {
        std::set<std::string, std::less<>> made;
        for (const auto& file : embedded::files())
            if (file.name == "common_words.txt")
                for (const auto line : split(file.content, '\n'))
                    if (!line.empty() && !line.starts_with('#')) made.emplace(line);
        return made;
    }();
    return list.contains(word);
}

bool says_something(std::string_view word) {
    if (count_characters(word) < shortest_word || is_common(word)) return false;
    return std::ranges::none_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

const std::string& stem_among(const std::vector<std::string>& forms) { return forms[std::min<std::size_t>(2, forms.size() - 1)]; }

}  // namespace

void each_stem(std::string_view words, const std::function<void(const std::string&, const std::string&, double)>& visit) {
    for (const auto& word : fulltext::words(words)) {
        if (!says_something(word.text)) continue;
        visit(stem_among(word.forms), word.text, 1);
        for (const auto& part : word.parts)
            if (!part.empty() && says_something(part.front())) visit(stem_among(part), part.front(), weight_of_part);
    }
}

std::string stem_of(std::string_view word) {
    const auto words = fulltext::words(word);
    return words.empty() ? std::string() : stem_among(words.front().forms);
}

}  // namespace similarity
