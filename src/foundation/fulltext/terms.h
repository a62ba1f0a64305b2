#pragma once
/// Swedish words as search sees them.
#include <string>
#include <string_view>
#include <vector>

namespace fulltext {

/// One word of a text with every form it is found by. Forms are letters and digits only, in lower case.
struct Word {
    std::string text;                               ///< as written, in lower case
    std::vector<std::string> forms{};               ///< the word, its dictionary form, its stem
    std::vector<std::vector<std::string>> parts{};  ///< of a compound: the forms of each part
    bool operator==(const Word&) const = default;
};

/// The words in their order, without those that are in nearly every text.
std::vector<Word> words(std::string_view text);
/// Also "och", "på" and "the".
std::vector<Word> all_words(std::string_view text);
bool is_stop_word(std::string_view lower_case);

/// Everything a text is found by, each once, sorted: words, dictionary forms, stems, and those of the parts of compounds.
std::vector<std::string> terms(std::string_view text);
std::vector<std::string> terms_of(const std::vector<Word>&);

/// What finds a word by its beginning: a term of its own, so that typing costs an index no more than a whole word does. Beginnings of more
/// than ten characters are cut, since they narrow no list further.
std::string term_of_beginning(std::string_view);
/// Of each of the words, every one, each once, sorted.
std::vector<std::string> terms_of_beginnings(const std::vector<std::string>& words);

}  // namespace fulltext
