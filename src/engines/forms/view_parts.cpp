/// The small parts of view.h.
#include <algorithm>

#include "engines/forms/spoken.h"
#include "engines/forms/view.h"
#include "engines/pages/fields.h"

namespace forms {

html::Html error_summary(const Texts& texts, const Form& form, const std::vector<FieldError>& errors) {
    std::vector<pages::ShownError> shown_errors;
    for (const auto& error : errors) {
        const auto language = told_in(form, error, texts.language());
        shown_errors.push_back(
            {input_of(form, error), words_of(texts, form, error), std::string(language == texts.language() ? "" : to_code(language))});
    }
    return pages::error_summary(texts, shown_errors);
}

static bool has_field_of(const Page& page, FieldType type) {
    const auto is_such = [&](const Field& field) { return field.type == type; };
    return std::ranges::any_of(page.fields,
                               [&](const Field& field) { return is_such(field) || std::ranges::any_of(field.fields, is_such); });
}

bool needs_upload(const Page& page) { return has_field_of(page, FieldType::file); }
bool asks_for_place(const Page& page) { return has_field_of(page, FieldType::map); }

}  // namespace forms
