#include "engines/forms/inputs.h"

#include <algorithm>

#include "foundation/base/unicode.h"

namespace forms {
namespace {

std::string shown_as_typed_phone(const std::string& normal) { return normal.starts_with("+46") ? "0" + normal.substr(3) : normal; }

std::string typed_form(const Field& field, const Answer* answer) {
    if (!answer) return {};
    if (const auto* number = std::get_if<NumberAnswer>(&answer->value)) return number->typed;
    if (field.type == FieldType::phone) return shown_as_typed_phone(answer->text());
    if (field.type == FieldType::personal_number && answer->text().size() == 12)
        return answer->text().substr(0, 8) + "-" + answer->text().substr(8);
    return answer->text();
}

}  // namespace

std::string Inputs::typed(const std::string& name, const std::string& otherwise) const {
    const auto found = content_.typed.find(name);
    return found == content_.typed.end() || found->second.empty() ? otherwise : found->second.front();
}

std::string Inputs::error_of(const std::string& name) const {
    for (const auto& error : content_.errors)
        if (error.field == name) return words_of(texts_, form_, error);
    return {};
}

std::string Inputs::error_lang_of(const std::string& name) const {
    for (const auto& error : content_.errors)
        if (error.field == name) {
            const auto told = told_in(form_, error, language_);
            return told == language_ ? "" : std::string(to_code(told));
        }
    return {};
}

bool Inputs::has_error(const std::string& name) const {
    return std::ranges::any_of(content_.errors,
                               [&](const FieldError& error) { return error.field == name || error.field.starts_with(name + "."); });
}

pages::Field Inputs::head(const Field& field, const std::string& name) const {
    // A part is said to be optional only when its question is not.
    const bool is_optional = field.required.is_never() && !(field.part_of && field.part_of->required.is_never());
    return {.name = name,
            .label = (field.part_of ? field.part : field.label).in(language_),
            .hint = field.hint.in(language_),
            .error = error_of(name),
            .error_lang = error_lang_of(name),
            .optional = is_optional,
            .why = field.part_of ? std::string() : why_words(texts_, field)};
}

pages::Field Inputs::plain(const Field& field, const std::string& name, const Answer* answer) const {
    auto shown = head(field, name);
    shown.value = typed(name, typed_form(field, answer));
    switch (field.type) {
        case FieldType::long_text: shown.max_length = field.max_length; break;
        case FieldType::money:
        case FieldType::number:
            shown.inputmode = field.decimals == 0 ? "numeric" : "decimal";
            shown.width = "10";
            shown.suffix = field.unit.in(language_);
            break;
        case FieldType::personal_number:
        case FieldType::organisation_number:
            shown.inputmode = "numeric";
            shown.width = "10";
            break;
        case FieldType::postcode:
            shown.width = "10";
            shown.inputmode = "numeric";
            break;
        case FieldType::property: shown.suggest = suggestions_of("property"); break;
        case FieldType::email: shown.type = "email"; break;
        case FieldType::phone: shown.type = "tel"; break;
        default: break;
    }
    // WCAG 1.3.5: only what is about the one who fills in.
    if (name == "applicant_name") shown.autocomplete = "name";
    if (name == "applicant_email") shown.autocomplete = "email";
    if (name == "applicant_phone") shown.autocomplete = "tel";
    if (name == "organisation_name") shown.autocomplete = "organization";
    return shown;
}

pages::Field Inputs::date(const Field& field, const std::string& name, const Answer* answer) const {
    auto shown = head(field, name);
    shown.value = typed(name, answer ? answer->text() : std::string());
    if (content_.typed.contains(name + "-day") || content_.typed.contains(name + "-month"))
        shown.value = typed(name + "-year", "") + "-" + typed(name + "-month", "") + "-" + typed(name + "-day", "");
    return shown;
}

pages::Field Inputs::yes_no(const Field& field, const std::string& name, const Answer* answer) const {
    auto shown = head(field, name);
    const auto yes = answer ? answer->yes_no() : std::nullopt;
    shown.value = typed(name, yes ? (*yes ? "yes" : "no") : "");
    return shown;
}

html::Html Inputs::one_of_several(const Field& field, const std::string& name, const std::string& suffix, const std::string& value,
                                  std::string width, std::string inputmode) const {
    pages::Field shown{.name = name + "-" + suffix, .label = texts_(suffix)};
    shown.value = typed(shown.name, value);
    shown.width = std::move(width);
    shown.inputmode = std::move(inputmode);
    if (suffix == "street") shown.suggest = suggestions_of("address");
    for (const auto& error : content_.errors)
        if (error.field == name && input_of(form_, error) == shown.name) shown.error = words_of(texts_, form_, error);
    return pages::text_field(texts_, shown);
}

std::string Inputs::suggestions_of(std::string_view kind) const {
    return content_.suggest_address.empty() ? std::string() : content_.suggest_address + "?slag=" + std::string(kind);
}

std::string why_words(const Texts& any_texts, const Field& field) {
    const auto texts = any_texts.of("forms");
    const auto language = texts.language();
    const auto& terms = field.terms;
    std::vector<std::string> lines;
    const auto add = [&](std::string words) {
        if (!words.empty()) lines.push_back(std::move(words));
    };
    add(field.why.in(language));
    if (!terms.purpose.empty()) add(texts("why_purpose", terms.purpose.in(language)));
    if (terms.legal_ground) add(texts("why_ground." + std::string(to_name(*terms.legal_ground))));
    if (!terms.law.empty()) add(texts("why_law", terms.law));
    return joined(lines, "\n");
}

}  // namespace forms
