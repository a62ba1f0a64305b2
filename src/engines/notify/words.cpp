#include "engines/notify/words.h"

#include <algorithm>
#include <array>

#include "engines/notify/store.h"
#include "foundation/base/unicode.h"

namespace notify {
namespace {

struct Name {
    std::string_view name;
    std::string Filling::*value;
};
constexpr std::array<Name, 4> names = {
    {{"nummer", &Filling::number}, {"länk", &Filling::link}, {"kommun", &Filling::municipality}, {"telefon", &Filling::phone}}};

constexpr std::size_t longest_subject = 150, longest_text = 4'000, longest_sms = 600;

std::string Filling::*value_named(std::string_view name) {
    const auto* const found = std::ranges::find(names, name, &Name::name);
    return found == names.end() ? nullptr : found->value;
}

/// Hands out the words between braces, and what lies outside; false when a brace has no fellow.
template <class Outside, class Named>
bool walk(std::string_view text, Outside outside, Named named) {
    while (!text.empty()) {
        const auto open = text.find_first_of("{}");
        outside(text.substr(0, open));
        if (open == text.npos) return true;
        const auto close = text.find('}', open);
        if (text[open] == '}' || close == text.npos) return false;
        if (!named(text.substr(open + 1, close - open - 1))) return false;
        text.remove_prefix(close + 1);
    }
    return true;
}

bool has_only_known_names(std::string_view text) {
    return walk(
        text, [](std::string_view) {}, [](std::string_view name) { return value_named(name) != nullptr; });
}

std::string filled_in(std::string_view text, const Filling& filling) {
    std::string out;
    walk(
        text, [&](std::string_view words) { out += words; },
        [&](std::string_view name) {
            if (const auto value = value_named(name)) out += filling.*value;
            return true;
        });
    return out;
}

}  // namespace

Words filled(const Words& words, const Filling& filling) {
    return {filled_in(words.subject, filling), filled_in(words.text, filling), filled_in(words.sms, filling)};
}

std::vector<std::string> names_in_braces() {
    std::vector<std::string> all;
    for (const auto& [name, value] : names) all.push_back("{" + std::string(name) + "}");
    return all;
}

Result<Words> checked(Words typed) {
    std::vector<FieldError> errors;
    const auto check = [&](std::string_view field, const std::string& value, std::size_t longest) {
        if (trimmed(value).empty()) errors.push_back({std::string(field), "error_words_empty"});
        else if (count_characters(value) > longest) errors.push_back({std::string(field), "error_words_long", {std::to_string(longest)}});
        else if (!has_only_known_names(value))
            errors.push_back({std::string(field), "error_words_name", {joined(names_in_braces(), ", ")}});
    };
    check("subject", typed.subject, longest_subject);
    check("text", typed.text, longest_text);
    check("sms", typed.sms, longest_sms);
    if (typed.subject.find('\n') != std::string::npos) errors.push_back({"subject", "error_words_lines"});
    if (!errors.empty()) return invalid(std::move(errors));
    return typed;
}

std::optional<Words> own_words(db::Connection& db, std::string_view occasion, Language language) {
    return store::own_words(db, occasion, language);
}
void save_own_words(db::Connection& db, std::string_view occasion, Language language, const Words& words) {
    store::save_own_words(db, occasion, language, words);
}
void remove_own_words(db::Connection& db, std::string_view occasion, Language language) { store::remove_own_words(db, occasion, language); }
std::vector<std::pair<std::string, Language>> all_own_words(db::Connection& db) { return store::all_own_words(db); }

}  // namespace notify
