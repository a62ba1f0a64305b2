#include "areas/representatives/views.h"

namespace representatives::views {

namespace h = html;

namespace {

h::Html row_actions(const Context& c, const mandates::Mandate& mandate) {
    const auto address = "/fullmakter/" + std::to_string(mandate.id.value);
    const auto state = mandate.state_on(swedish_date(now()));
    h::Html all;
    if (mandate.paper) all += pages::link_button(address + "/papper", c.text("read_paper"), pages::Button::quiet);
    if (state == mandates::State::in_force || state == mandates::State::not_begun)
        all += pages::form(c, address + "/avsluta",
                           h::make<R"(<button class="btn btn--quiet">{}<span class="visually-hidden"> {}</span></button>)">(
                               c.text("end_now"), mandate.holder.name));
    return all;
}

h::Html reach(const Context& c, const mandates::Mandate& mandate, const Services& services) {
    return h::make<R"(<span>{}<span class="sub">{}</span>{}</span>)">(
        services_words(c.text, mandate, services), days_words(c.text, mandate),
        h::when(mandate.opens_earlier, [&] { return h::make<R"(<span class="sub">{}</span>)">(c.text("opens_earlier_too")); }));
}

h::Html table(const Context& c, const Registered& shown, const std::vector<FieldError>& errors) {
    if (!wrong_with(c, errors).at("search").empty()) return {};
    if (shown.all.empty())
        return shown.searched.empty() ? pages::empty_state(c.text("none_registered"), c.text("none_registered_do"))
                                      : pages::empty_state(c.text("none_found"), c.text("none_found_do"));
    std::vector<std::vector<h::Html>> rows;
    for (const auto& mandate : shown.all)
        rows.push_back(
            {h::text(mandate.giver.name), h::text(mandate.holder.name),
             h::make<R"(<span>{}<span class="sub">{}</span></span>)">(mandates::origin_words(c.text, mandate.origin), mandate.source),
             reach(c, mandate, shown.services), state_tag(c.text, mandate), row_actions(c, mandate)});
    return pages::table(c.text(shown.searched.empty() ? "registered_last" : "registered_found"),
                        {{c.text("giver")}, {c.text("holder")}, {c.text("how")}, {c.text("what")}, {c.text("state")}, {c.text("change")}},
                        rows);
}

h::Html text_field(const Context& c, std::string_view name, std::string_view label, const std::string& value,
                   const std::vector<FieldError>& errors, std::string_view hint = {}) {
    return pages::text_field(c.text, {.name = std::string(name),
                                      .label = c.text(label),
                                      .hint = hint.empty() ? "" : c.text(hint),
                                      .value = value,
                                      .error = wrong_with(c, errors).at(name),
                                      .autocomplete = "off"});
}

h::Html search_form(const Context& c, const Registered& shown, const std::vector<FieldError>& errors) {
    const auto fields = number_field(c, "search", "search", "search_hint", shown.searched, errors) +
                        pages::form_foot(pages::button(c.text("search_do"), pages::Button::secondary));
    return pages::form(c, "/fullmakter/sok", fields);
}

h::Html new_form(const Context& c, const Registered& shown, const MandateForm& form, const std::vector<FieldError>& errors) {
    std::vector<pages::Option> origins;
    for (const auto& [origin, name] : names_of<mandates::Origin>)
        if (mandates::is_registered_by_staff(origin)) origins.push_back({std::string(name), mandates::origin_words(c.text, origin)});
    const auto fields =
        pages::radios(c.text, {.name = "origin", .label = c.text("how"), .value = form.origin, .error = wrong_with(c, errors).at("origin")},
                      origins) +
        text_field(c, "giver_name", "giver_name", form.giver_name, errors) +
        number_field(c, "giver_number", "giver_number", "number_hint", form.giver_number, errors) +
        text_field(c, "name", "holder_name", form.name, errors) +
        number_field(c, "number", "holder_number", "number_hint", form.number, errors) +
        text_field(c, "source", "source", form.source, errors, "source_hint") +
        pages::file_field(c.text, {.name = "paper",
                                   .label = c.text("paper"),
                                   .hint = c.text("paper_hint"),
                                   .error = wrong_with(c, errors).at("paper"),
                                   .optional = true}) +
        pages::day_field(c.text, {.name = "from",
                                  .label = c.text("from"),
                                  .hint = c.text("from_hint"),
                                  .value = form.from,
                                  .error = wrong_with(c, errors).at("from"),
                                  .optional = true}) +
        scope_fields(c, form, shown.services, "until_hint_staff", errors) +
        earlier_box(c, form, "opens_earlier_staff", "opens_earlier_staff_hint") + pages::form_foot(pages::button(c.text("register")));
    return pages::form(c, "/fullmakter", fields, pages::Upload::files);
}

}  // namespace

http::Response registered_page(const Context& c, const Registered& shown, const MandateForm& form, const std::vector<FieldError>& errors) {
    const bool is_saved = errors.empty() && c.request.query.has("klart");
    const auto main =
        h::make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}{}<section class="stack"><h2>{}</h2>{}</section></div>)">(
            pages::error_summary(c.text, wrong_with(c, errors)), c.text("registered_title"), c.text("registered_lead"),
            h::when(is_saved, [&] { return pages::notice(pages::Tone::ok, c.text("saved")); }), search_form(c, shown, errors),
            table(c, shown, errors), c.text("register_new"), new_form(c, shown, form, errors));
    return pages::app(
               c, {.title = c.text("registered_title"), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()})
        .with("Cache-Control", "no-store");
}

}  // namespace representatives::views
