#include "engines/form_import/json_text.h"

#include <cmath>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace form_import {

std::string raw_text(const json::Value& value) {
    if (value.is_text()) return value.text();
    if (value.is_number()) return plain_number(value.number());
    return value.is_bool() ? value.yes() ? "true" : "false" : "";
}

static forms::Words in_languages(const json::Value& value, std::string (*made)(std::string_view)) {
    if (!value.is_object()) {
        auto same = made(raw_text(value));
        return {same, same};
    }
    auto sv = made(raw_text(value["sv"])), en = made(raw_text(value["en"]));
    if (sv.empty() && en.empty() && value.size() > 0) en = made(raw_text(value.members()[0].value));
    return {sv.empty() ? en : sv, en.empty() ? sv : en};
}

forms::Words label_of(const json::Value& value) { return in_languages(value, plain_text); }
forms::Words markdown_words(const json::Value& value) { return in_languages(value, markdown_of); }

std::optional<double> number_of(const json::Value& value) {
    const auto found = value.is_number() ? std::optional(value.number()) : value.is_text() ? decimal_number(value.text()) : std::nullopt;
    return found && std::isfinite(*found) && std::abs(*found) < 1e12 ? found : std::nullopt;
}

bool is_yes(const json::Value& value) { return value.yes() || value.text() == "true"; }

Logic constant_of(const json::Value& value) {
    if (value.is_bool()) return truth(value.yes());
    if (value.is_number()) return number(value.number());
    if (value.is_text()) return text(is_utf8(value.text()) ? value.text() : std::string());
    if (!value.is_array()) return {};
    std::vector<Logic> items;
    for (const auto& item : value.items()) items.push_back(constant_of(item));
    return list(std::move(items));
}

}  // namespace form_import
