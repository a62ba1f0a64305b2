#include "areas/my_pages/status_views.h"

#include "areas/my_pages/case_views.h"

namespace my_pages::views {

using html::make;

http::Response status_question(const Context& c, const StatusForm& form, const std::vector<FieldError>& wrong, int status) {
    const pages::Errors errors(c.text, wrong);
    const auto fields = pages::text_field(c.text, {.name = "number",
                                                   .label = c.text("status_number"),
                                                   .hint = c.text("status_number_hint"),
                                                   .value = form.number,
                                                   .error = errors.at("number"),
                                                   .autocomplete = "off",
                                                   .width = "10"}) +
                        pages::text_field(c.text, {.name = "year",
                                                   .label = c.text("status_year"),
                                                   .hint = c.text("status_year_hint"),
                                                   .value = form.year,
                                                   .error = errors.at("year"),
                                                   .autocomplete = "bday-year",
                                                   .inputmode = "numeric",
                                                   .width = "4"}) +
                        pages::form_foot(pages::button(c.text("status_ask")));
    const auto main = make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="form-body">{}</div>)">(
        pages::error_summary(c.text, errors), c.text("status_title"), c.text("status_lead"), pages::form(c, "/arendestatus", fields));
    return pages::site(c, {.title = c.text("status_title"), .main = main, .status = status, .has_errors = !errors.empty()});
}

http::Response status_page(const Context& c, const OpenedCase& opened) {
    const auto facts = pages::facts({{c.text("state"), state_tag(c.text, opened)},
                                     {c.text("status_since"), html::text(c.text.day(swedish_date(opened.values.state_since)))}});
    const auto main = make<R"({}<h1>{}</h1><div class="stack-lg">{}<p>{}</p>{}</div>)">(
        pages::back_link("/arendestatus", c.text("status_title")), c.text("status_of", opened.values.number), facts, c.text("status_more"),
        pages::button_row(pages::link_button("/logga-in?till=" + http::percent_encoded(opened.address()), c.text("status_sign_in"))));
    return pages::site(c, {.title = c.text("status_of", opened.values.number), .main = main}).with("Cache-Control", "no-store");
}

}  // namespace my_pages::views
