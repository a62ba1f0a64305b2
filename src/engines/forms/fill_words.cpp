#include <algorithm>

#include "engines/forms/fill.h"
#include "engines/forms/spoken.h"
#include "foundation/base/numbers.h"

namespace forms {
namespace {

/// "children.0.age" is the field children.age.
std::string without_numbers(std::string_view name) {
    std::string field;
    while (!name.empty()) {
        const auto part = name.substr(0, name.find('.'));
        name.remove_prefix(std::min(name.size(), part.size() + 1));
        if (whole_number(part)) continue;
        if (!field.empty()) field += '.';
        field += part;
    }
    return field;
}

/// Numbers and days in arguments are written as the reader writes them.
std::string readable(const Texts& texts, const std::string& argument) {
    if (const auto day = date_from_iso(argument)) return texts.day(*day);
    if (const auto whole = whole_number(argument)) return texts.number(static_cast<double>(*whole));
    const auto number = decimal_number(argument);
    return number ? texts.number(*number, 2) : argument;
}

}  // namespace

const Field* field_of_input(const Form& form, std::string_view name) { return form.field(without_numbers(name)); }

/// The check over several answers that is not passed; null of any other error.
static const Check* check_of(const Form& form, const FieldError& error) {
    if (error.text_key != "check" || error.arguments.empty()) return nullptr;
    const auto found = std::ranges::find(form.checks, error.arguments[0], &Check::id);
    return found == form.checks.end() ? nullptr : &*found;
}

Language told_in(const Form& form, const FieldError& error, Language wanted) {
    const auto* field = field_of_input(form, error.field);
    const auto* check = check_of(form, error);
    const bool speaks_it = (!field || speaks(*field, wanted)) && (!check || check->message.speaks(wanted));
    return speaks_it ? wanted : Language::sv;
}

std::string words_of(const Texts& any_texts, const Form& form, const FieldError& error) {
    const auto language = told_in(form, error, any_texts.language());
    const auto texts = any_texts.in(language);
    if (const auto* check = check_of(form, error)) return check->message.in(language);
    const auto* field = field_of_input(form, error.field);
    const auto argument = [&](std::size_t i) { return i < error.arguments.size() ? readable(texts, error.arguments[i]) : std::string(); };
    return texts.of("forms")(error.text_key, field ? field->label.in(language) : error.field, argument(0), argument(1));
}

std::string input_of(const Form& form, const FieldError& error) {
    const auto* field = field_of_input(form, error.field);
    if (!field) return error.field;
    const auto& key = error.text_key;
    if (field->type == FieldType::date && key == "error_date_month") return error.field + "-month";
    if (field->type == FieldType::date && key == "error_date_year") return error.field + "-year";
    if (field->type == FieldType::address)
        return error.field + (key == "error_postcode" ? "-postcode" : key == "error_town" ? "-town" : "-street");
    return error.field;
}

}  // namespace forms
