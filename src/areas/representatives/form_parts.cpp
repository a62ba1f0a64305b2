/// What the forms and lists of both readers share.
#include "areas/representatives/views.h"
#include "foundation/base/unicode.h"

namespace representatives::views {

std::string address_of(MandateId id) { return "/mina-sidor/fullmakter/" + std::to_string(id.value); }

std::string services_words(const Texts& text, const mandates::Mandate& mandate, const Services& services) {
    if (mandate.is_of_one_case) return text("one_case");
    if (mandate.services.empty()) return text("all_services");
    std::vector<std::string> names;
    for (const auto& service : services)
        if (mandate.covers(service->id)) names.push_back(service->title.in(text.language()));
    return names.empty() ? text("services_gone") : joined(names, ", ");
}

std::string days_words(const Texts& text, const mandates::Mandate& mandate) {
    return mandate.until ? text("from_until", text.day(mandate.from), text.day(*mandate.until)) : text("from_on", text.day(mandate.from));
}

pages::Html state_tag(const Texts& text, const mandates::Mandate& mandate) {
    using enum mandates::State;
    const auto state = mandate.state_on(swedish_date(now()));
    // Before the applicant has signed it opens what the helper wrote, and no more.
    const bool is_one_case = mandate.is_of_one_case && state == in_force;
    const auto words = text(is_one_case ? "state.one_case" : "state." + std::string(to_name(state)));
    switch (state) {
        case asked: return pages::tag(pages::Tone::warn, "clock", words);
        case in_force: return pages::tag(pages::Tone::ok, "circle-check", words);
        case not_begun: return pages::tag(pages::Tone::info, "clock", words);
        case refused:
        case over:
        case ended: break;
    }
    return pages::tag(pages::Tone::plain, "x", words);
}

pages::Html scope_fields(const Context& c, const MandateForm& form, const Services& services, std::string_view until_hint,
                         const std::vector<FieldError>& errors) {
    std::vector<pages::Option> options;
    for (const auto& service : services) options.push_back({service->id, service->title.in(c.text.language())});
    const auto wrong = wrong_with(c, errors).at("services");
    const auto chosen =
        pages::checkboxes(c.text, {.name = "services", .label = c.text("which_services"), .error = wrong}, options, form.services);
    return pages::radios(c.text, {.name = "in", .label = c.text("in"), .value = form.in},
                         {{"all", c.text("all_services")}, {"some", c.text("some_services")}}) +
           pages::details(c.text("choose_services"), chosen,
                          form.in == "some" || !wrong.empty() ? pages::Fold::open : pages::Fold::closed) +
           pages::day_field(c.text, {.name = "until",
                                     .label = c.text("until"),
                                     .hint = c.text(until_hint),
                                     .value = form.until,
                                     .error = wrong_with(c, errors).at("until"),
                                     .optional = true});
}

pages::Html earlier_box(const Context& c, const MandateForm& form, std::string_view label, std::string_view hint) {
    return pages::checkbox(c.text, {.name = "opens_earlier", .label = c.text(label), .hint = c.text(hint)}, form.opens_earlier);
}

pages::Html number_field(const Context& c, std::string_view name, std::string_view label, std::string_view hint, const std::string& value,
                         const std::vector<FieldError>& errors) {
    return pages::text_field(c.text, {.name = std::string(name),
                                      .label = c.text(label),
                                      .hint = c.text(hint),
                                      .value = value,
                                      .error = wrong_with(c, errors).at(name),
                                      .autocomplete = "off",
                                      .inputmode = "numeric",
                                      .width = "10"});
}

pages::Errors wrong_with(const Context& c, const std::vector<FieldError>& errors) { return {c.text, errors, {"forms", "mandates"}}; }

}  // namespace representatives::views
