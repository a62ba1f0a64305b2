#include "areas/e_services/paper_views.h"

#include <algorithm>

namespace e_services::views {

using html::make;

std::string sheet_address(const Context& c, DraftId draft, int sheet) {
    return "/skannat/" + drafts::handle(c.tenant, draft) + "/" + std::to_string(sheet);
}

/// The words of uploads stand with the forms.
static std::string words_of(const Context& c, const FieldError& error) {
    const auto text = c.text.has(error.text_key) ? c.text : c.text.of("forms");
    const auto argument = [&](std::size_t i) { return i < error.arguments.size() ? error.arguments[i] : std::string(); };
    return text(error.text_key, argument(0), argument(1), argument(2));
}

http::Response scanning_page(const Context& c, const ScanForm& form, const std::vector<FieldError>& errors) {
    std::vector<pages::ShownError> shown;
    for (const auto& error : errors) shown.push_back({error.field, words_of(c, error)});
    const auto at = [&](std::string_view field) {
        const auto found = std::ranges::find(shown, field, &pages::ShownError::id);
        return found == shown.end() ? std::string() : found->message;
    };
    const auto fields =
        pages::file_field(c.text, {.name = "scan", .label = c.text("scan_file"), .hint = c.text("scan_file_hint"), .error = at("scan")}) +
        pages::text_field(c.text, {.name = "name",
                                   .label = c.text("their_name"),
                                   .hint = c.text("scan_name_hint"),
                                   .value = form.name,
                                   .error = at("name"),
                                   .autocomplete = "off"}) +
        pages::text_field(c.text, {.name = "number",
                                   .label = c.text("their_number"),
                                   .hint = c.text("desk_number_hint"),
                                   .value = form.number,
                                   .error = at("number"),
                                   .autocomplete = "off",
                                   .inputmode = "numeric",
                                   .width = "10"}) +
        pages::form_foot(pages::button(c.text("scan_open")));
    const auto main = make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="form-body">{}</div>)">(
        pages::error_summary(c.text, shown), c.text("scanned"), c.text("scanned_lead"),
        pages::form(c, "/skannat", fields, pages::Upload::files));
    return pages::app(c, {.title = c.text("scanned"), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()})
        .with("Cache-Control", "no-store");
}

}  // namespace e_services::views
