#pragma once
/// Hunspell, Snowball and our own lists behind one lock; only the .cpp files of this folder include it.
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "foundation/fulltext/terms.h"

class Hunspell;
struct sb_stemmer;

namespace fulltext {

/// Knows the words of Swedish. One thread at a time; analysed() in terms.cpp holds the lock.
class Lexicon {
public:
    Lexicon();  ///< throws when the machine lacks the Swedish dictionary (Debian: hunspell-sv)
    ~Lexicon();
    Lexicon(const Lexicon&) = delete;
    Lexicon& operator=(const Lexicon&) = delete;

    Word analysed(const std::string& lower_case);

private:
    struct Found {
        bool known = false;
        bool compound = false;  ///< known only because its parts are
    };
    Found look_up(const std::string& word);
    std::optional<std::string> base_of(const std::string& word);
    std::string stem(const std::string& word);
    std::vector<std::string> forms(const std::string& word);
    const std::string* listed(const std::string& word) const;
    std::vector<std::string> parts(const std::string& word, int levels);
    std::vector<std::string> parts_by_list(const std::string& word, int levels);
    std::vector<std::string> parts_by_dictionary(const std::string& word, int levels);
    std::optional<std::string> as_first_part(const std::string& left);
    bool may_be_last_part(const std::string& right, bool left_is_listed);

    std::unique_ptr<Hunspell> dictionary_;
    std::unique_ptr<sb_stemmer, void (*)(sb_stemmer*)> stemmer_;
    std::unordered_map<std::string, std::string> parts_{};      ///< listed part -> the form it is indexed as
    std::unordered_map<std::string, std::string> irregular_{};  ///< form -> base
};

}  // namespace fulltext
