/// What a resident sees of the mandates that are given and held.
#include "areas/representatives/views.h"

namespace representatives::views {

namespace h = html;

namespace {

constexpr std::string_view address = "/mina-sidor/fullmakter";

bool waits_for(const mandates::Mandate& mandate) { return mandate.state_on(swedish_date(now())) == mandates::State::asked; }

h::Html to_answer(const Context& c, const Mine& mine) {
    std::vector<pages::Todo> items;
    for (const auto& mandate : mine.given)
        if (waits_for(mandate))
            items.push_back({c.text("asks_to_act", mandate.holder.name),
                             h::make<"<p>{}. {}</p>">(services_words(c.text, mandate, mine.services), days_words(c.text, mandate)),
                             address_of(mandate.id), c.text("answer")});
    return pages::todo(c.text, items);
}

h::Html table(const Context& c, const std::vector<mandates::Mandate>& all, Side side, const Services& services) {
    const auto* heading = side == Side::giver ? "given_heading" : "held_heading";
    if (all.empty()) return pages::empty_state(c.text(heading), c.text(side == Side::giver ? "none_given" : "none_held"));
    std::vector<std::vector<h::Html>> rows;
    for (const auto& mandate : all) {
        const auto& other = side == Side::giver ? mandate.holder : mandate.giver;
        rows.push_back({h::make<R"(<a href="{}">{}</a><span class="sub">{}</span>)">(address_of(mandate.id), other.name,
                                                                                     mandates::origin_words(c.text, mandate.origin)),
                        state_tag(c.text, mandate),
                        h::make<R"(<span>{}<span class="sub">{}</span></span>)">(services_words(c.text, mandate, services),
                                                                                 days_words(c.text, mandate))});
    }
    return h::make<R"(<section class="stack"><h2>{}</h2>{}</section>)">(
        c.text(heading), pages::table(c.text(heading), {{c.text("who")}, {c.text("state")}, {c.text("what")}}, rows));
}

http::Response task(const Context& c, const std::string& title, const h::Html& content, const std::vector<FieldError>& errors = {}) {
    const auto main = h::make<R"({}{}<h1>{}</h1><div class="form-body stack-lg">{}</div>)">(
        pages::back_link(address, c.text("title")), pages::error_summary(c.text, wrong_with(c, errors)), title, content);
    return pages::task(c, {.title = title, .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()})
        .with("Cache-Control", "no-store");
}

}  // namespace

http::Response mine_page(const Context& c, const Mine& mine) {
    const auto saved = h::when(c.request.query.has("klart"), [&] { return pages::notice(pages::Tone::ok, c.text("saved")); });
    const auto ways = pages::linklist({{std::string(address) + "/ge", "user", c.text("give"), c.text("give_sub")},
                                       {std::string(address) + "/be-om", "user", c.text("ask"), c.text("ask_sub")},
                                       {std::string(address) + "/firma", "building-community", c.text("firm"), c.text("firm_sub")}});
    const auto main = h::make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}{}{}{}</div>)">(
        pages::back_link("/mina-sidor", c.text("my_pages")), c.text("title"), c.text("lead"), saved, to_answer(c, mine),
        table(c, mine.given, Side::giver, mine.services), table(c, mine.held, Side::holder, mine.services), ways);
    return pages::site(c, {.title = c.text("title"), .main = main}).with("Cache-Control", "no-store");
}

static h::Html uses_table(const Context& c, const std::vector<Use>& uses) {
    if (uses.empty()) return h::make<R"(<h2>{}</h2><p class="muted">{}</p>)">(c.text("uses"), c.text("no_uses"));
    std::vector<std::vector<h::Html>> rows;
    for (const auto& use : uses) rows.push_back({pages::link("/mina-sidor/" + use.number, use.number), h::text(c.text.moment(use.at))});
    return h::make<R"(<section class="stack"><h2>{}</h2>{}</section>)">(
        c.text("uses"), pages::table(c.text("uses"), {{c.text("use_case")}, {c.text("use_when")}}, rows));
}

static h::Html earlier_table(const Context& c, const mandates::Mandate& mandate, const EarlierPage& earlier) {
    const auto says = c.text(mandate.origin == mandates::Origin::guardian ? "earlier_says_guardian" : "earlier_says");
    if (earlier.all.empty())
        return h::make<R"(<section class="stack"><h2>{}</h2><p>{}</p><p class="muted">{}</p></section>)">(c.text("earlier"), says,
                                                                                                          c.text("no_earlier"));
    std::vector<std::vector<h::Html>> rows;
    for (const auto& one : earlier.all)
        rows.push_back({pages::link("/mina-sidor/" + one.number, one.number), h::text(one.title), h::text(c.text.day(one.received))});
    return h::make<R"(<section class="stack"><h2>{}</h2><p>{}</p>{}{}</section>)">(
        c.text("earlier"), says,
        pages::table(c.text("earlier"), {{c.text("use_case")}, {c.text("earlier_about")}, {c.text("earlier_when")}}, rows),
        pages::pagination(c.text, "", earlier.next_page));
}

http::Response mandate_page(const Context& c, const mandates::Mandate& mandate, Side side, const Services& services,
                            const History& history) {
    const auto state = mandate.state_on(swedish_date(now()));
    std::vector<pages::Fact> facts = {{c.text("giver"), h::text(mandate.giver.name)},
                                      {c.text("holder"), h::text(mandate.holder.name)},
                                      {c.text("what"), h::text(services_words(c.text, mandate, services))},
                                      {c.text("days"), h::text(days_words(c.text, mandate))},
                                      {c.text("how"), h::text(mandates::origin_words(c.text, mandate.origin))},
                                      {c.text("state"), state_tag(c.text, mandate)}};
    if (mandate.opens_earlier) facts.push_back({c.text("earlier"), h::text(c.text("earlier_opened"))});
    if (!mandate.source.empty()) facts.push_back({c.text("source"), h::text(mandate.source)});
    const auto is_open = state == mandates::State::in_force || state == mandates::State::not_begun;
    h::Html action;
    if (side == Side::giver && state == mandates::State::asked)
        action =
            h::make<"<p>{}</p>{}">(c.text("answer_says", mandate.holder.name),
                                   pages::form(c, address_of(mandate.id) + "/svara",
                                               pages::button_row(pages::button(c.text("say_yes"), pages::Button::primary, "val", "ja") +
                                                                 pages::button(c.text("say_no"), pages::Button::secondary, "val", "nej"))));
    else if (side == Side::giver && is_open && !mandate.is_ended_by_giver())
        action = h::make<"<p>{}</p>">(c.text.of("mandates")("error_appointed"));
    else if (is_open || state == mandates::State::asked)
        action = h::make<"<p>{}</p>{}">(c.text(side == Side::giver ? "end_says" : "give_up_says"),
                                        pages::form(c, address_of(mandate.id) + "/avsluta",
                                                    pages::button(c.text(side == Side::giver ? "end" : "give_up"), pages::Button::danger)));
    const auto& other = side == Side::giver ? mandate.holder : mandate.giver;
    return task(c, c.text(side == Side::giver ? "acts_for_you" : "you_act_for", other.name),
                pages::facts(facts) + action +
                    (side == Side::holder && mandate.opens_earlier ? earlier_table(c, mandate, history.earlier) : h::Html()) +
                    uses_table(c, history.uses));
}

http::Response mandate_form_page(const Context& c, Way way, const MandateForm& form, const Services& services,
                                 const std::vector<FieldError>& errors) {
    const bool gives = way == Way::giving;
    const auto fields = pages::text_field(c.text, {.name = "name",
                                                   .label = c.text(gives ? "holder_name" : "giver_name"),
                                                   .value = form.name,
                                                   .error = wrong_with(c, errors).at("name"),
                                                   .autocomplete = "off"}) +
                        number_field(c, "number", "number", "number_hint", form.number, errors) +
                        scope_fields(c, form, services, "until_hint", errors) +
                        h::when(gives, [&] { return earlier_box(c, form, "opens_earlier", "opens_earlier_hint"); }) +
                        pages::form_foot(pages::button(c.text(gives ? "give" : "ask")));
    const auto content = h::make<R"(<p class="lead">{}</p>{})">(c.text(gives ? "give_lead" : "ask_lead"),
                                                                pages::form(c, std::string(address) + (gives ? "/ge" : "/be-om"), fields));
    return task(c, c.text(gives ? "give" : "ask"), content, errors);
}

http::Response organisation_page(const Context& c, std::string_view typed, const std::vector<FieldError>& errors) {
    const auto fields = pages::text_field(c.text, {.name = "organisation",
                                                   .label = c.text("organisation_number"),
                                                   .hint = c.text("organisation_hint"),
                                                   .value = std::string(typed),
                                                   .error = wrong_with(c, errors).at("organisation"),
                                                   .autocomplete = "off",
                                                   .width = "10"}) +
                        pages::form_foot(pages::button(c.text("ask_register")));
    return task(c, c.text("firm"),
                h::make<R"(<p class="lead">{}</p>{})">(c.text("firm_lead"), pages::form(c, std::string(address) + "/firma", fields)),
                errors);
}

}  // namespace representatives::views
