#include "areas/my_pages/overview_views.h"

#include "areas/my_pages/case_views.h"
#include "engines/forms/normal.h"
#include "engines/forms/spoken.h"
#include "engines/forms/view.h"

namespace my_pages::views {

using html::Html;
using html::make;

namespace {

Html whom_it_is_for(const Context& c, const drafts::Draft& draft) {
    return html::when(!draft.is_for_oneself(), [&] { return make<"<p>{}</p>">(c.text("for_principal", draft.beside.on_behalf.name)); });
}

Html todo(const Context& c, const Overview& overview) {
    std::vector<pages::Todo> items;
    for (const auto& row : overview.cases)
        if (row.supplement)
            items.push_back({c.text("answer_about", row.opened.values.title),
                             make<"<p>{}</p>">(c.text("answer_by", c.text.day(row.supplement->due_on))),
                             row.opened.address() + "/komplettera", c.text("answer")});
    for (const auto& opened : overview.unread)
        items.push_back({c.text("read_message", opened.values.title), make<"<p>{}</p>">(opened.values.number), opened.address(),
                         c.text("read_message_now"), pages::Button::secondary});
    for (const auto& row : overview.drafts)
        items.push_back(
            {c.text("finish", row.title),
             make<"{}<p>{}</p>">(whom_it_is_for(c, row.draft), c.text("draft_until", c.text.day(swedish_date(row.draft.expires_at)))),
             row.address, c.text("common.continue"), pages::Button::secondary});
    return pages::todo(c.text, items);
}

std::string due_words(const Context& c, const OpenedCase& opened) {
    const auto& values = opened.values;
    if (values.state_kind == "closed" && values.closed_at) return c.text("closed_on", c.text.day(swedish_date(*values.closed_at)));
    if (values.state_kind == "waiting") return opened.can("supplement_answered") ? c.text("waits_for_you") : label_of(c.text, opened);
    if (values.due_on && !opened.service->is_registration()) return c.text("done_at_latest", c.text.day(*values.due_on));
    return opened.state().sentence.in(c.text.language());
}

std::vector<Html> row_of(const Context& c, const CaseRow& row) {
    const auto& values = row.opened.values;
    const auto number = row.for_whom.empty() ? values.number : values.number + " · " + c.text("for_principal", row.for_whom);
    return {make<R"(<a href="/mina-sidor/{}">{}</a><span class="sub">{}</span>)">(values.number, title_of(c.text, values), number),
            state_tag(c.text, row.opened),
            make<R"(<span><b>{}</b><span class="sub">{}</span></span>)">(due_words(c, row.opened), row.newest)};
}

Html cases_of(const Context& c, const Overview& overview) {
    std::vector<std::vector<Html>> rows;
    for (const auto& row : overview.cases) rows.push_back(row_of(c, row));
    const auto list = rows.empty() ? pages::empty_state(c.text(overview.shows_closed ? "no_closed" : "no_cases"), c.text("no_cases_says"))
                                   : pages::table(c.text(overview.shows_closed ? "closed_caption" : "open_caption"),
                                                  {{c.text("case")}, {c.text("state")}, {c.text("now_happens")}}, rows);
    const auto other = overview.shows_closed ? pages::link("/mina-sidor", c.text("show_open"))
                                             : pages::link("/mina-sidor?visa=avslutade", c.text("show_closed"));
    const auto wards = html::each(overview.wards, [&](const auto& ward) {
        return make<R"(<p class="mine-new">{}</p>)">(
            pages::link("/mina-sidor/fullmakter/" + std::to_string(ward.first.value), c.text("earlier_of", ward.second)));
    });
    return make<R"(<section aria-labelledby="h-cases"><div class="section__head"><h2 id="h-cases">{}</h2>{}</div>{}{}{}
<p class="mine-new">{}</p></section>)">(c.text(overview.shows_closed ? "closed_cases" : "your_cases"), other, list,
                                        pages::pagination(c.text, "", overview.next_page), wards,
                                        pages::link_button("/e-tjanster", c.text("new_case"), pages::Button::secondary, "plus"));
}

Html details_of(const Context& c, const identity::Person& person) {
    const auto said = [&](const std::string& value) { return pages::isolated(c.text, value.empty() ? c.text("not_given") : value); };
    return make<
        R"(<section aria-labelledby="h-me"><h2 id="h-me" class="aside-h">{}</h2>{}<ul class="aside-links" role="list"><li><a href="/mina-sidor/uppgifter">{}</a></li><li><a href="/mina-sidor/allt">{}</a></li><li><a href="/mina-sidor/fullmakter">{}</a></li><li><a href="/mina-sidor/inloggningar">{}</a></li></ul></section>)">(
        c.text("your_details"),
        pages::facts({{c.text("email"), said(person.email)},
                      {c.text("phone"), said(forms::shown_phone(person.phone))},
                      {c.text("preferred_short"), html::text(c.text("channel." + std::string(to_name(person.preferred))))}}),
        c.text("change_details"), c.text("mine_title"), c.text("mandates"), c.text("your_sign_ins"));
}

Html greeting(const Context& c, const identity::Person& person) {
    const auto first_name = person.name.substr(0, person.name.find(' '));
    return make<R"(<div class="section__head mine-head"><h1>{}</h1><p class="muted small">{}</p></div>)">(
        c.text("hello", first_name), c.text("signed_in_until", c.text.clock(c.visitor.signed_in_until)));
}

}  // namespace

http::Response overview_page(const Context& c, const Overview& overview) {
    const auto columns = make<R"(<div class="mine-cols">{}</div>)">(
        pages::with_aside(cases_of(c, overview), make<R"(<div class="stack-lg">{}</div>)">(details_of(c, overview.person))));
    return pages::site(c, {.title = c.text("title"), .main = greeting(c, overview.person) + todo(c, overview) + columns})
        .with("Cache-Control", "no-store");
}

static bool is_offered(const Tenant& tenant, identity::Channel channel) {
    using enum identity::Channel;
    if (channel == sms || channel == email_and_sms) return tenant.send_sms != nullptr;
    return channel != digital_post || tenant.deliver_digitally != nullptr;
}

forms::Form details_form(const Tenant& tenant, const Texts& text) {
    const auto words = [&](std::string_view key) { return forms::words_of_text(text, key); };
    const auto field = [&](std::string id, forms::FieldType type, std::string_view label, std::string_view hint) {
        forms::Field made;
        made.id = std::move(id);
        made.type = type;
        made.label = words(label);
        if (!hint.empty()) made.hint = words(hint);
        made.required = forms::Rule::never();
        made.max_length = 200;
        return made;
    };
    auto preferred = field("preferred", forms::FieldType::choice, "preferred", "");
    preferred.required = forms::Rule::always();
    for (const auto& [channel, name] : names_of<identity::Channel>)
        if (is_offered(tenant, channel)) preferred.options.push_back({std::string(name), words("channel." + std::string(name))});
    forms::Form form;
    form.pages.push_back({"details",
                          words("your_details"),
                          {},
                          {field("applicant_email", forms::FieldType::email, "email", "email_hint"),
                           field("applicant_phone", forms::FieldType::phone, "phone", "phone_hint"),
                           field("applicant_address", forms::FieldType::long_text, "postal_address", "postal_address_hint"), preferred}});
    return form;
}

http::Response details_page(const Context& c, const forms::Form& form, const forms::Filled& filled, const std::vector<FieldError>& errors) {
    const auto fields = forms::page_fields(c.text, form, form.pages.front(), {filled.answers, filled.typed, errors}) +
                        pages::form_foot(pages::button(c.text("common.save")) +
                                         pages::link_button("/mina-sidor", c.text("common.cancel"), pages::Button::quiet));
    const auto main = make<R"({}{}<h1>{}</h1><div class="form-body">{}</div>)">(
        pages::back_link("/mina-sidor", c.text("title")), forms::error_summary(c.text, form, errors), c.text("your_details"),
        pages::form(c, "/mina-sidor/uppgifter", fields));
    return pages::task(
        c, {.title = c.text("your_details"), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

}  // namespace my_pages::views
