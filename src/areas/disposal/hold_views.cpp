#include "areas/disposal/views.h"

namespace disposal::views {

namespace h = html;

namespace {

std::string address_of(const cases::Hold& hold) { return "/gallring/stopp/" + http::percent_encoded(hold.number); }

std::string held_by(const Context& c, const cases::Hold& hold) {
    return c.text("approved_by", hold.by_name, c.text.day(swedish_date(hold.at)));
}

h::Html reason_field(const Context& c, std::string_view label, std::string_view hint, std::string_view typed, const std::string& error) {
    return pages::text_area(
        c.text,
        {.name = "reason", .label = c.text(label), .hint = c.text(hint), .value = std::string(typed), .error = error, .max_length = 500});
}

h::Html holds_table(const Context& c, const std::vector<cases::Hold>& holds, const Names& names) {
    if (holds.empty()) return pages::empty_state(c.text("no_holds"), c.text("no_holds_do"));
    std::vector<std::vector<h::Html>> rows;
    for (const auto& hold : holds)
        rows.push_back({pages::link(address_of(hold), hold.number), h::text(names.service(hold.service)), h::text(hold.reason),
                        h::text(held_by(c, hold))});
    return pages::table(c.text("holds"), {{c.text("number")}, {c.text("service")}, {c.text("reason")}, {c.text("held_by")}}, rows);
}

}  // namespace

http::Response holds_page(const Context& c, const std::vector<cases::Hold>& holds, const Names& names, const HoldForm& form,
                          const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong, {"cases"});
    const auto fields = pages::text_field(c.text, {.name = "number",
                                                   .label = c.text("number"),
                                                   .hint = c.text("number_hint"),
                                                   .value = form.number,
                                                   .error = errors.at("number"),
                                                   .autocomplete = "off"}) +
                        reason_field(c, "reason", "reason_hint", form.reason, errors.at("reason"));
    const bool is_saved = errors.empty() && c.request.query.has("klart");
    const auto main =
        h::make<R"({}{}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}<section class="stack"><h2>{}</h2>{}</section></div>)">(
            pages::back_link("/gallring", c.text("title")), pages::error_summary(c.text, errors), c.text("holds"), c.text("holds_lead"),
            h::when(is_saved, [&] { return pages::notice(pages::Tone::ok, c.text("saved")); }), holds_table(c, holds, names),
            c.text("new_hold"), pages::form(c, "/gallring/stopp", fields + pages::form_foot(pages::button(c.text("hold_it")))));
    return pages::app(c, {.title = c.text("holds"), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

http::Response hold_page(const Context& c, const cases::Hold& hold, const Names& names, std::string_view typed,
                         const std::vector<FieldError>& wrong) {
    const pages::Errors errors(c.text, wrong, {"cases"});
    const auto title = c.text("hold_of", hold.number);
    const auto facts = pages::facts({{c.text("service"), h::text(names.service(hold.service))},
                                     {c.text("reason"), h::text(hold.reason)},
                                     {c.text("held_by"), h::text(held_by(c, hold))}});
    const auto form = pages::form(
        c, address_of(hold) + "/upphav",
        reason_field(c, "why_end", "why_end_hint", typed, errors.at("reason")) + pages::form_foot(pages::button(c.text("end"))));
    const auto main = h::make<R"({}{}<h1>{}</h1><div class="stack-lg">{}<section class="stack"><h2>{}</h2>{}</section></div>)">(
        pages::back_link("/gallring/stopp", c.text("holds")), pages::error_summary(c.text, errors), title, facts, c.text("end"), form);
    return pages::app(c, {.title = title, .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

}  // namespace disposal::views
