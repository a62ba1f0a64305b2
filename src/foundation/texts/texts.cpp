#include "foundation/texts/texts.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <stdexcept>

#include "foundation/base/unicode.h"
#include "foundation/texts/embedded.h"
#include "foundation/texts/message.h"

namespace {
// In the order of the names. Swedish authorities write Arabic with Latin digits.
constexpr std::array<LanguageRow, 4> rows{{
    {.language = Language::sv, .code = "sv", .own_name = "Svenska", .locale = "sv-SE", .in_clock = '.'},
    {.language = Language::en, .code = "en", .own_name = "English", .locale = "en-GB"},
    {.language = Language::fi, .code = "fi", .own_name = "Suomi", .locale = "fi-FI", .in_clock = '.', .after_day = "."},
    {.language = Language::ar, .code = "ar", .own_name = "العربية", .locale = "ar-u-nu-latn", .direction = Direction::right_to_left},
}};
}  // namespace

std::span<const LanguageRow> languages() { return rows; }
std::span<const LanguageRow> further_languages() { return std::span(rows).subspan(2); }
const LanguageRow& row_of(Language language) { return rows.at(static_cast<std::size_t>(language)); }
std::vector<LanguageRow> languages_with(const std::vector<Language>& further) {
    std::vector<LanguageRow> all;
    for (const auto& row : rows)
        if (!is_further(row.language) || std::find(further.begin(), further.end(), row.language) != further.end()) all.push_back(row);
    return all;
}
std::optional<Language> language_from(std::string_view code, const std::vector<Language>& further) {
    for (const auto& row : languages_with(further))
        if (row.code == code) return row.language;
    return std::nullopt;
}
std::string_view direction_of(Language language) { return row_of(language).direction == Direction::right_to_left ? "rtl" : "ltr"; }
std::string_view to_code(Language language) { return row_of(language).code; }
std::optional<Language> language_from(std::string_view code) {
    for (const auto& row : rows)
        if (row.code == code) return row.language;
    return std::nullopt;
}

namespace texts {
namespace {

using Messages = std::map<std::string, Message, std::less<>>;

[[noreturn]] void refuse(std::string_view module, std::string_view file, std::size_t line, const std::string& why) {
    throw std::runtime_error("texts of " + std::string(module) + ", " + std::string(file) + ":" + std::to_string(line) + ": " + why);
}

Language language_of(std::string_view module, std::string_view file) {
    if (file.ends_with(".txt"))
        if (const auto language = language_from(file.substr(0, file.size() - 4))) return *language;
    throw std::runtime_error("texts of " + std::string(module) + ": the file " + std::string(file) + " is of no language");
}

/// A text is one line of its file; \n in it is a new line where it is read.
std::string with_line_breaks(std::string_view text) {
    std::string all(text);
    for (std::size_t at = 0; (at = all.find("\\n", at)) != std::string::npos; ++at) all.replace(at, 2, "\n");
    return all;
}

void read(Messages& messages, std::string_view module, const EmbeddedFile& file, Language language) {
    std::size_t number = 0;
    for (const auto whole_line : split(file.content, '\n')) {
        ++number;
        const auto line = trimmed(whole_line);
        if (line.empty() || line.front() == '#') continue;
        const auto equals = line.find('=');
        if (equals == std::string_view::npos) refuse(module, file.name, number, "no = between key and text");
        const std::string key(trimmed(line.substr(0, equals)));
        try {
            if (!messages.emplace(key, Message(with_line_breaks(trimmed(line.substr(equals + 1))), language)).second)
                refuse(module, file.name, number, "the key " + key + " comes twice");
        } catch (const std::invalid_argument& broken) { refuse(module, file.name, number, broken.what()); }
    }
}

}  // namespace

struct Catalog::Inside {
    std::map<std::string, std::array<Messages, rows.size()>, std::less<>> modules;
    std::atomic<bool> notes = false;
    std::mutex noting;
    std::set<std::string> in_swedish;

    const Messages* of(std::string_view module, Language language) const {
        const auto found = modules.find(module);
        return found == modules.end() ? nullptr : &found->second.at(static_cast<std::size_t>(language));
    }
    const Message* find_in(std::string_view module, std::string_view key, Language language) const {
        const auto* messages = of(module, language);
        if (messages == nullptr) return nullptr;
        const auto found = messages->find(key);
        return found == messages->end() ? nullptr : &found->second;
    }
    struct Found {
        const Message* message = nullptr;  ///< null: nobody has such a key
        std::string_view place{};
        bool is_swedish = false;  ///< it stands in for a further language
    };
    /// The module's own Swedish words go before the common ones in a further language: those may mean something else.
    Found find(std::string_view module, std::string_view key, Language language) const {
        for (const auto place : {module, std::string_view("pages")}) {
            if (const auto* found = find_in(place, key, language)) return {found, place};
            if (!is_further(language)) continue;
            if (const auto* swedish = find_in(place, key, Language::sv)) return {swedish, place, true};
        }
        return {};
    }
    void note(const Found& found, std::string_view key, Language language) {
        if (!found.is_swedish || !notes) return;
        const std::lock_guard lock(noting);
        in_swedish.insert(std::string(to_code(language)) + " " + std::string(found.place) + " " + std::string(key));
    }
};

Catalog::Catalog() : inside_(std::make_unique<Inside>()) { add("texts", embedded::texts()); }
Catalog::~Catalog() = default;
Catalog::Catalog(Catalog&&) noexcept = default;

void Catalog::add(std::string_view module, const std::vector<EmbeddedFile>& files) {
    auto& languages = inside_->modules[std::string(module)];
    for (const auto& file : files) {
        const auto language = language_of(module, file.name);
        read(languages.at(static_cast<std::size_t>(language)), module, file, language);
    }
}

std::set<std::string> Catalog::keys(std::string_view module, Language language) const {
    std::set<std::string> all;
    if (const auto* messages = inside_->of(module, language))
        for (const auto& [key, message] : *messages) all.insert(key);
    return all;
}

std::vector<std::string> Catalog::modules() const {
    std::vector<std::string> all;
    for (const auto& [name, languages] : inside_->modules) all.push_back(name);
    return all;
}

bool Catalog::has(std::string_view module, std::string_view key, Language language) const {
    return inside_->find(module, key, language).message != nullptr;
}

bool Catalog::speaks(std::string_view module, Language language) const {
    const auto* messages = inside_->of(module, language);
    return messages != nullptr && !messages->empty();
}

bool Catalog::speaks(std::string_view module, std::string_view key, Language language) const {
    const auto found = inside_->find(module, key, language);
    return found.message != nullptr && !found.is_swedish;
}

void Catalog::note_swedish() const { inside_->notes = true; }

std::set<std::string> Catalog::said_in_swedish() const {
    const std::lock_guard lock(inside_->noting);
    return inside_->in_swedish;
}

std::string Catalog::format(std::string_view module, std::string_view key, Language language, const std::vector<Value>& values) const {
    const auto name = [&] { return std::string(key) + " of " + std::string(module) + " in " + std::string(to_code(language)); };
    const auto found = inside_->find(module, key, language);
    if (found.message == nullptr) throw std::logic_error("no text " + name());
    inside_->note(found, key, language);
    try {
        return found.message->format(values);
    } catch (const std::logic_error& wrong) { throw std::logic_error("the text " + name() + " " + wrong.what()); }
}

}  // namespace texts
