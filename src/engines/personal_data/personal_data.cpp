#include "engines/personal_data/personal_data.h"

#include <algorithm>
#include <array>

#include "engines/personal_data/embedded.h"  // embedded/, made by the build
#include "foundation/base/unicode.h"

namespace personal_data {
namespace {

constexpr std::size_t digits_of_phone = 7, digits_of_number = 10;

struct Word {
    std::size_t at = 0, length = 0;
    std::string_view text;
    std::string lower;
    bool begins_sentence = false;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Letters of every language, digits, and what stands inside a word.
bool belongs_to_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80 || c == '-' ||
           c == '\'';
}

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> all;
    bool begins = true;
    for (std::size_t at = 0; at < text.size();) {
        if (!belongs_to_word(text[at])) {
            if (std::string_view(".!?:\n\"").find(text[at]) != std::string_view::npos) begins = true;
            ++at;
            continue;
        }
        auto end = at;
        while (end < text.size() && belongs_to_word(text[end])) ++end;
        const auto word = text.substr(at, end - at);
        all.push_back({at, end - at, word, lower(word), begins});
        begins = false;
        at = end;
    }
    return all;
}

bool is_capital(const Word& word) {
    return !is_digit(word.text.front()) && first_characters(word.text, 1) != first_characters(word.lower, 1);
}

bool is_first_name(const Word& word) {
    static const auto list = [] {
        std::set<std::string, std::less<>> made;
        for (const auto& file : embedded::files())
            if (file.name == "first_names.txt")
                for (const auto line : split(file.content, '\n'))
                    if (!line.starts_with('#'))
                        for (const auto name : split(line, ' ')) made.insert(lower(name));
        return made;
    }();
    const std::string_view all = word.lower;
    return list.contains(all) || (all.ends_with('s') && list.contains(all.substr(0, all.size() - 1)));
}

class Finder {
public:
    Finder(std::string_view text, const KnownNames& known) : text_(text), known_(known), words_(words_of(text)) {}

    std::vector<Found> all() {
        emails();
        numbers();
        addresses();
        parties();
        names();
        std::ranges::sort(found_, {}, &Found::at);
        return std::move(found_);
    }

private:
    void add(std::size_t at, std::size_t end, Personal what) {
        const bool taken = std::ranges::any_of(found_, [&](const Found& one) { return at < one.at + one.length && one.at < end; });
        if (!taken && end > at) found_.push_back({at, end - at, what});
    }

    void emails() {
        for (auto at = text_.find('@'); at != text_.npos; at = text_.find('@', at + 1)) {
            auto begin = at, end = at + 1;
            const auto part = [](char c) { return belongs_to_word(c) || c == '.' || c == '_' || c == '+'; };
            while (begin > 0 && part(text_[begin - 1])) --begin;
            while (end < text_.size() && part(text_[end])) ++end;
            if (begin < at && end > at + 1) add(begin, end, Personal::email);
        }
    }

    /// Bytes of what may stand between the digits of a number: also the hard space and the dashes that telephones write for a hyphen.
    static std::size_t between_digits(std::string_view rest) {
        if (std::string_view(" -+/()").find(rest.front()) != std::string_view::npos) return 1;
        if (rest.front() == '.' && rest.size() > 1 && is_digit(rest[1])) return 1;
        for (const std::string_view one : {"\u00a0", "\u2010", "\u2011", "\u2013", "\u2212"})
            if (rest.starts_with(one)) return one.size();
        return 0;
    }
    /// Runs of digits with spaces, hyphens and a plus between: seven or more are a telephone number, ten or more may be a personal number.
    void numbers() {
        for (std::size_t at = 0; at < text_.size(); ++at) {
            if (!is_digit(text_[at])) continue;
            auto end = at, last = at;
            std::size_t digits = 0;
            for (std::size_t step = 1; end < text_.size() && step > 0; end += step) {
                step = is_digit(text_[end]) ? 1 : between_digits(text_.substr(end));
                if (!is_digit(text_[end])) continue;
                ++digits;
                last = end + 1;
            }
            if (digits >= digits_of_phone) {
                const bool is_number = digits >= digits_of_number && text_[at] != '0';
                add(at, last, is_number ? Personal::number : Personal::phone);
            }
            at = end;
        }
    }

    static bool names_street(std::string_view word) {
        static constexpr std::array<std::string_view, 14> endings = {"gatan", "vägen", "stigen", "gränden", "backen", "torget",     "allén",
                                                                     "leden", "gata",  "väg",    "stig",    "gränd",  "promenaden", "plan"};
        return std::ranges::any_of(endings, [&](std::string_view ending) { return word.ends_with(ending); });
    }
    /// A street with a number is where somebody lives; a street alone is a place.
    void addresses() {
        for (std::size_t i = 0; i + 1 < words_.size(); ++i)
            if (names_street(words_[i].lower) && is_digit(words_[i + 1].text.front()))
                add(words_[i].at, words_[i + 1].at + words_[i + 1].length, Personal::address);
    }

    void parties() {
        std::set<std::string, std::less<>> known;
        for (const auto& party : known_.parties)
            for (const auto& word : words_of(party))
                if (count_characters(word.text) > 1) known.insert(word.lower);
        for (const auto& word : words_) {
            const bool genitive =
                word.lower.ends_with('s') && known.contains(std::string_view(word.lower).substr(0, word.lower.size() - 1));
            if (known.contains(word.lower) || genitive) add(word.at, word.at + word.length, Personal::party);
        }
    }

    bool is_harmless(const Word& word) const {
        if (known_.harmless.contains(word.lower)) return true;
        const std::string_view all = word.lower;
        return all.ends_with('s') && known_.harmless.contains(all.substr(0, all.size() - 1));
    }
    bool may_name_somebody(const Word& word) const { return is_capital(word) && !is_harmless(word) && !names_street(word.lower); }

    /// Words with a capital letter inside a sentence; and what begins one, when another such word follows or it is a usual name.
    void names() {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (!may_name_somebody(words_[i])) continue;
            auto last = i;
            while (last + 1 < words_.size() && !words_[last + 1].begins_sentence && may_name_somebody(words_[last + 1])) ++last;
            if (last > i || !words_[i].begins_sentence || is_first_name(words_[i]))
                add(words_[i].at, words_[last].at + words_[last].length, Personal::name);
            i = last;
        }
    }

    std::string_view text_;
    const KnownNames& known_;
    std::vector<Word> words_;
    std::vector<Found> found_{};
};

}  // namespace

std::vector<Found> find_personal_data(std::string_view text, const KnownNames& known) { return Finder(text, known).all(); }

void add_harmless(KnownNames& known, std::string_view name) {
    for (const auto& word : words_of(name)) known.harmless.insert(word.lower);
}

}  // namespace personal_data
