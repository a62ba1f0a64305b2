#include "foundation/fulltext/terms.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <mutex>
#include <set>
#include <shared_mutex>
#include <stdexcept>
#include <unordered_map>

#include "foundation/base/unicode.h"
#include "foundation/fulltext/embedded.h"
#include "foundation/fulltext/lexicon.h"

namespace fulltext {

static constexpr std::size_t longest_word = 64;          // bytes; longer ones are codes that no one types
static constexpr std::size_t most_remembered = 100'000;  // words; a few tens of megabytes

static Word analysed(const std::string& lower_case) {
    static std::shared_mutex memory_lock;
    static std::unordered_map<std::string, Word> memory;
    {
        const std::shared_lock reading(memory_lock);
        if (const auto found = memory.find(lower_case); found != memory.end()) return found->second;
    }
    static std::mutex lexicon_lock;
    const std::lock_guard one_at_a_time(lexicon_lock);
    static Lexicon lexicon;
    auto word = lexicon.analysed(lower_case);
    const std::unique_lock writing(memory_lock);
    if (memory.size() >= most_remembered) memory.clear();
    memory.emplace(lower_case, word);
    return word;
}

static bool belongs_to_word(UChar32 c) { return u_isalnum(c) || u_getIntPropertyValue(c, UCHAR_GENERAL_CATEGORY) == U_NON_SPACING_MARK; }

// ICU keeps "a.b", "KF:s" and "12.5" together; people search for what is between the marks.
static void add_runs(const icu::UnicodeString& segment, std::vector<std::string>& found) {
    icu::UnicodeString run;
    const auto finish = [&] {
        if (run.isEmpty()) return;
        std::string word;
        run.toUTF8String(word);
        if (word.size() <= longest_word) found.push_back(std::move(word));
        run.remove();
    };
    for (std::int32_t at = 0; at < segment.length(); at = segment.moveIndex32(at, 1)) {
        if (const auto c = segment.char32At(at); belongs_to_word(c)) run.append(c);
        else finish();
    }
    finish();
}

static std::vector<std::string> lower_case_words(std::string_view text) {
    UErrorCode code = U_ZERO_ERROR;
    thread_local const std::unique_ptr<icu::BreakIterator> breaks(icu::BreakIterator::createWordInstance(icu::Locale("sv", "SE"), code));
    if (!breaks) throw std::runtime_error("ICU cannot break words");
    const auto unicode = icu::UnicodeString::fromUTF8(lower(tidy_text(text)));
    breaks->setText(unicode);
    std::vector<std::string> found;
    std::int32_t begin = breaks->first();
    for (auto end = breaks->next(); end != icu::BreakIterator::DONE; begin = end, end = breaks->next())
        if (breaks->getRuleStatus() != UBRK_WORD_NONE) add_runs(unicode.tempSubStringBetween(begin, end), found);
    return found;
}

bool is_stop_word(std::string_view lower_case) {
    static const auto list = [] {
        std::set<std::string, std::less<>> made;
        for (const auto& file : embedded::files())
            if (file.name == "stop_words.txt")
                for (const auto line : split(file.content, '\n'))
                    if (!line.empty() && !line.starts_with('#')) made.emplace(line);
        return made;
    }();
    return list.contains(lower_case);
}

std::vector<Word> all_words(std::string_view text) {
    std::vector<Word> found;
    for (const auto& word : lower_case_words(text)) found.push_back(analysed(word));
    return found;
}

std::vector<Word> words(std::string_view text) {
    std::vector<Word> found;
    for (const auto& word : lower_case_words(text))
        if (!is_stop_word(word)) found.push_back(analysed(word));
    return found;
}

std::vector<std::string> terms(std::string_view text) { return terms_of(words(text)); }

std::vector<std::string> terms_of(const std::vector<Word>& words) {
    std::set<std::string> all;
    for (const auto& word : words) {
        all.insert(word.forms.begin(), word.forms.end());
        for (const auto& part : word.parts) all.insert(part.begin(), part.end());
    }
    return {all.begin(), all.end()};
}

static constexpr std::size_t longest_beginning = 10;  // characters
// Of Unicode's private use: either index takes it for a letter, and no word has it.
static constexpr std::string_view mark_of_beginning = "\uE000";

std::string term_of_beginning(std::string_view beginning) {
    return std::string(mark_of_beginning) + std::string(first_characters(beginning, longest_beginning));
}

std::vector<std::string> terms_of_beginnings(const std::vector<std::string>& words) {
    std::set<std::string> all;
    for (const auto& word : words) {
        const auto characters = std::min(count_characters(word), longest_beginning);
        for (std::size_t length = 1; length <= characters; ++length) all.insert(term_of_beginning(first_characters(word, length)));
    }
    return {all.begin(), all.end()};
}

}  // namespace fulltext
