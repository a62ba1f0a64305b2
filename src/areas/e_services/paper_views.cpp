#include "areas/e_services/paper_views.h"

namespace e_services::views {

using html::make;

std::string sheet_address(const Context& c, DraftId draft, int sheet) {
    return "/skannat/" + drafts::handle(c.tenant, draft) + "/" + std::to_string(sheet);
}

http::Response scanning_page(const Context& c, const ScanForm& form, const std::vector<FieldError>& wrong) {
    // The words of uploads stand with the forms.
    const pages::Errors errors(c.text, wrong, {"forms"});
    const auto fields =
        pages::file_field(c.text,
                          {.name = "scan", .label = c.text("scan_file"), .hint = c.text("scan_file_hint"), .error = errors.at("scan")}) +
        pages::text_field(c.text, {.name = "name",
                                   .label = c.text("their_name"),
                                   .hint = c.text("scan_name_hint"),
                                   .value = form.name,
                                   .error = errors.at("name"),
                                   .autocomplete = "off"}) +
        pages::text_field(c.text, {.name = "number",
                                   .label = c.text("their_number"),
                                   .hint = c.text("desk_number_hint"),
                                   .value = form.number,
                                   .error = errors.at("number"),
                                   .autocomplete = "off",
                                   .inputmode = "numeric",
                                   .width = "10"}) +
        pages::form_foot(pages::button(c.text("scan_open")));
    const auto main = make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="form-body">{}</div>)">(
        pages::error_summary(c.text, errors), c.text("scanned"), c.text("scanned_lead"),
        pages::form(c, "/skannat", fields, pages::Upload::files));
    return pages::app(c, {.title = c.text("scanned"), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()})
        .with("Cache-Control", "no-store");
}

}  // namespace e_services::views
