#pragma once
/// Every visible word, in Swedish and English, and what residents meet in further languages.
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/embedded_file.h"
#include "foundation/base/time.h"

/// The house speaks Swedish and English everywhere. Those after them are further languages: a municipality chooses which of them its
/// residents may read, and what has no words in one is said in Swedish.
enum class Language { sv, en, fi, ar };
enum class Direction { left_to_right, right_to_left };
/// A new language is a name above, a row in texts.cpp, and its plurals in tools/check_texts.py; ui/rules/words.ts has the locales again.
struct LanguageRow {
    Language language;
    std::string_view code;         ///< "fi", as in lang="fi" and fi.txt
    std::string_view own_name;     ///< "Suomi"
    std::string_view locale;       ///< ICU's: "ar-u-nu-latn"
    char in_clock = ':';           ///< "14.32" or "14:32"
    std::string_view after_day{};  ///< "." where one writes "12. toukokuuta 2026"
    Direction direction = Direction::left_to_right;
};
std::span<const LanguageRow> languages();
std::span<const LanguageRow> further_languages();
const LanguageRow& row_of(Language);
std::string_view to_code(Language);  ///< "sv", "en"
std::optional<Language> language_from(std::string_view code);
inline bool is_further(Language language) { return language > Language::en; }
/// Swedish, English and those further ones, in the order of the table: what a municipality offers its residents.
std::vector<LanguageRow> languages_with(const std::vector<Language>& further);
/// Of a code, when it is one of these.
std::optional<Language> language_from(std::string_view code, const std::vector<Language>& further);
std::string_view direction_of(Language);  ///< of HTML: "ltr", "rtl"

namespace texts {

/// A value for a {0} in a text. Whole numbers also choose the plural form.
struct Value {
    enum class Type { words, whole, decimal } type;
    std::string words{};
    std::int64_t whole = 0;
    double decimal = 0;
    Value(std::string_view w) : type(Type::words), words(w) {}
    Value(const std::string& w) : type(Type::words), words(w) {}
    Value(const char* w) : type(Type::words), words(w) {}
    Value(std::integral auto n) : type(Type::whole), whole(static_cast<std::int64_t>(n)) {}
    Value(double n) : type(Type::decimal), decimal(n) {}
};

/// All words of all modules. Files are named by the language, sv.txt: lines of "key = ICU message", # begins a comment line.
class Catalog {
public:
    Catalog();
    ~Catalog();
    Catalog(Catalog&&) noexcept;
    void add(std::string_view module, const std::vector<EmbeddedFile>& files);
    std::set<std::string> keys(std::string_view module, Language) const;
    /// Those that have words, in alphabetical order.
    std::vector<std::string> modules() const;
    bool has(std::string_view module, std::string_view key, Language) const;
    /// True when the module has a file in the language.
    bool speaks(std::string_view module, Language) const;
    /// True when the words that format() would use are in the language, and not Swedish ones that stand in for it.
    bool speaks(std::string_view module, std::string_view key, Language) const;
    /// From now on what is asked for in a further language and said in Swedish is noted; for tests.
    void note_swedish() const;
    /// What was: "fi forms error_required".
    std::set<std::string> said_in_swedish() const;
    /// The module's own key, else the common one (module "pages"). Throws std::logic_error when neither has it: a missing text is a
    /// defect that a test finds. In a further language the Swedish words stand in for those that are missing.
    std::string format(std::string_view module, std::string_view key, Language, const std::vector<Value>&) const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace texts

/// One module's words in the reader's language: text("title"), text("cases_left", 3).
class Texts {
public:
    Texts(const texts::Catalog& catalog, std::string_view module, Language language)
        : catalog_(&catalog), module_(module), language_(language) {}

    template <class... Values>
    std::string operator()(std::string_view key, const Values&... values) const {
        return catalog_->format(module_, key, language_, {texts::Value(values)...});
    }
    /// With values that are only known while the program runs.
    std::string formatted(std::string_view key, const std::vector<texts::Value>& values) const {
        return catalog_->format(module_, key, language_, values);
    }
    bool has(std::string_view key) const { return catalog_->has(module_, key, language_); }
    bool speaks(std::string_view key) const { return catalog_->speaks(module_, key, language_); }
    Language language() const { return language_; }
    const std::string& module() const { return module_; }
    Texts of(std::string_view module) const { return {*catalog_, module, language_}; }
    Texts in(Language language) const { return {*catalog_, module_, language}; }

    std::string day(Date) const;                         ///< "12 maj 2026", "12 May 2026"
    std::string short_day(Date) const;                   ///< "12 maj"; with the year when it is not this year
    std::string clock(Timestamp) const;                  ///< "14.32", "14:32" (Swedish time)
    std::string moment(Timestamp) const;                 ///< "12 maj klockan 14.32"; today: "i dag klockan 14.32"
    std::string number(double, int decimals = 0) const;  ///< "40 000", "2,5"
    std::string money(std::int64_t kronor) const;        ///< "3 640 kr"
    std::string file_size(std::int64_t bytes) const;     ///< "1,2 MB"

private:
    const texts::Catalog* catalog_;
    std::string module_;
    Language language_;
};
