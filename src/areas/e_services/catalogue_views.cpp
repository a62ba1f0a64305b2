#include "areas/e_services/catalogue_views.h"

#include <algorithm>

#include "areas/e_services/on_behalf.h"
#include "engines/directories/directories.h"
#include "engines/forms/spoken.h"
#include "engines/services/conditions.h"
#include "foundation/base/unicode.h"
#include "foundation/json/json.h"

namespace e_services::views {

using html::Html;
using html::make;

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> themes{{{"education", "school"},
                                                                               {"care", "heart-handshake"},
                                                                               {"building", "home-edit"},
                                                                               {"culture", "books"},
                                                                               {"traffic", "road"},
                                                                               {"democracy", "gavel"},
                                                                               {"business", "building-community"},
                                                                               {"environment", "leaf"}}};
constexpr std::array<std::string_view, 9> life_events{"school_start",      "moving",        "new_child",   "illness",      "ageing",
                                                      "starting_business", "building_home", "bereavement", "new_in_sweden"};
constexpr std::string_view list_address = "/e-tjanster", suggest_address = "/e-tjanster/forslag";

/// A definition from another municipality may name an icon that this program does not carry.
std::string icon_of(const services::Service& service) { return pages::has_icon(service.icon) ? service.icon : "forms"; }

std::vector<pages::Link> links_to(const Services& services, Language language, bool with_summary) {
    std::vector<pages::Link> links;
    for (const auto& service : services)
        links.push_back({.href = service_address(service->id),
                         .icon_name = icon_of(*service),
                         .words = service->title.in(language),
                         .sub = with_summary ? service->summary.in(language) : "",
                         .lang = std::string(service->title.lang(language))});
    return links;
}

Services of_theme(const Services& all, std::string_view theme) {
    Services found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found), [&](const auto& service) { return service->theme == theme; });
    return found;
}

bool belongs_to(const services::Service& service, std::string_view life_event) {
    return std::find(service.life_events.begin(), service.life_events.end(), life_event) != service.life_events.end();
}

Html search_field(const Context& c, const std::string& value, bool is_hero) {
    return pages::search_form(c.text, {.action = std::string(list_address),
                                       .label = c.text("search_label"),
                                       .value = value,
                                       .placeholder = c.text("search_example"),
                                       .suggest_address = std::string(suggest_address),
                                       .is_hero = is_hero});
}

Html contact_line(const Context& c, const municipality::Profile& profile) {
    if (c.tenant.phone.empty()) return {};
    static const std::string no_hours;  // they are kept in Swedish and English
    const auto& hours = c.text.language() == Language::sv   ? profile.opening_hours_sv
                        : c.text.language() == Language::en ? profile.opening_hours_en
                                                            : no_hours;
    // The first line is the contact centre's.
    const std::string_view first = split(hours, '\n').front();
    const auto says = hours.empty() ? c.text("contact_centre_helps") : std::string(first) + ".";
    return make<R"(<p class="hero__status">{}<span><b>{}</b> {}</span></p>)">(
        pages::icon("phone"), says, pages::phone_link(c.tenant.phone, c.text("call", c.tenant.phone)));
}

Html hero(const Context& c, const Home& home) {
    return make<
        R"(<section class="hero" aria-labelledby="h-hero"><div class="hero__map">{}</div><div class="wrap hero__body"><h1 id="h-hero">{}</h1>{}{}</div></section>)">(
        html::trusted(c.tenant.hero_map_svg), c.text("home_heading"), search_field(c, "", true), contact_line(c, home.profile));
}

Html directly(const Context& c, const Home& home) {
    return make<R"(<section class="section" aria-labelledby="h-short"><div class="wrap">
<div class="section__head"><h2 id="h-short">{}</h2><a href="/e-tjanster">{}</a></div>{}</div></section>)">(
        c.text("home_directly"), c.text("all_services", home.services.size()),
        pages::linklist(links_to(home.most_asked_for, c.text.language(), false), pages::LinkColumns::several));
}

Html my_pages_panel(const Context& c) {
    const bool is_in = c.visitor.is_resident();
    return make<R"(<aside class="panel mine" aria-labelledby="h-mine"><h2 id="h-mine">{}</h2><p>{}</p>
<p class="panel__foot">{}</p><p><a href="/folj">{}</a></p></aside>)">(
        c.text("my_pages"), c.text("my_pages_says"),
        pages::link_button(is_in ? "/mina-sidor" : "/logga-in?till=%2Fmina-sidor", is_in ? c.text("open_my_pages") : c.text("sign_in"),
                           pages::Button::primary, is_in ? "user" : "lock"),
        c.text("follow_with_code"));
}

Html life(const Context& c, const Home& home) {
    std::vector<pages::Link> links;
    for (const auto event : life_events)
        if (std::any_of(home.services.begin(), home.services.end(), [&](const auto& service) { return belongs_to(*service, event); }))
            links.push_back({std::string(list_address) + "?livshandelse=" + std::string(event), "", c.text("event." + std::string(event))});
    return make<R"(<section class="section section--tint" aria-labelledby="h-life"><div class="wrap cols cols--now">
<div><h2 id="h-life" class="now__h">{}</h2>{}</div>{}</div></section>)">(
        c.text("home_life"), pages::linklist(links, pages::LinkColumns::several), my_pages_panel(c));
}

Html topics(const Context& c, const Home& home) {
    Html items;
    for (const auto& [theme, icon] : themes)
        if (!of_theme(home.services, theme).empty())
            items += make<R"(<li><a href="/e-tjanster?tema={}">{}</a><p>{}</p></li>)">(theme, c.text("theme." + std::string(theme)),
                                                                                       c.text("theme_about." + std::string(theme)));
    return make<R"(<section class="section" aria-labelledby="h-topics"><div class="wrap"><h2 id="h-topics" class="section__head">{}</h2>
<ul role="list" class="topics">{}</ul></div></section>)">(c.text("home_topics"), items);
}

/// Links that narrow the list.
Html choices(const Context& c, const List& list) {
    Html items = make<R"(<li><a href="/e-tjanster" {}>{}</a></li>)">(
        html::Attributes().maybe("aria-current", list.theme.empty() && list.life_event.empty() && list.words.empty() ? "page" : ""),
        c.text("all_themes"));
    for (const auto& [theme, icon] : themes) {
        if (of_theme(list.all, theme).empty()) continue;
        items += make<R"(<li><a href="/e-tjanster?tema={}" {}>{}</a></li>)">(
            theme, html::Attributes().maybe("aria-current", theme == list.theme ? "page" : ""), c.text("theme." + std::string(theme)));
    }
    return make<R"(<nav aria-label="{}"><ul role="list" class="chips">{}</ul></nav>)">(c.text("themes"), items);
}

std::string heading_of(const Context& c, const List& list) {
    if (!list.words.empty()) return c.text("found", list.services.size(), list.words);
    if (!list.theme.empty() && c.text.has("theme." + list.theme)) return c.text("theme." + list.theme);
    if (!list.life_event.empty() && c.text.has("event." + list.life_event)) return c.text("event." + list.life_event);
    return c.text("title");
}

Html usual_words(const Context& c, const ServicePage& page) {
    // Fewer than ten say nothing of what is usual.
    if (page.usual.cases < 10) return html::text(c.text("usual_working_days", page.service.processing.usual_days));
    return make<R"({}<span class="sub">{}</span>)">(c.text("usual_median", page.usual.median_days),
                                                    c.text("usual_most", page.usual.most_days));
}

/// Nothing while so few have answered that nobody may be told of.
std::optional<Html> opinion_words(const Context& c, const opinions::Sums& sums) {
    const auto easy = opinions::share(sums.easy_yes, sums.easy_no), safe = opinions::share(sums.safe_yes, sums.safe_no);
    if (!easy || !safe) return std::nullopt;
    return make<R"({}<span class="sub">{}</span>)">(c.text("opinion_shares", *easy, *safe),
                                                    c.text("opinion_answers", sums.easy_yes + sums.easy_no));
}

Html needed(const Context& c, const services::Service& service) {
    Html items;
    if (service.sign_in == services::SignIn::required) items += make<"<li>{}</li>">(c.text("need_e_id"));
    if (service.sign_in == services::SignIn::optional) items += make<"<li>{}</li>">(c.text("may_use_e_id"));
    for (const auto& page : service.form.pages)
        for (const auto& field : page.fields)
            if (field.type == forms::FieldType::file) items += make<"<li>{}</li>">(forms::said(c.text, field.label));
    if (items.empty()) return {};
    return make<R"(<h2>{}</h2><ul>{}</ul>)">(c.text("you_need"), items);
}

/// Laws, plans and decisions are named in Swedish: to a reader of a further language the page says so.
html::Attributes in_swedish(const Context& c) {
    return is_further(c.text.language()) ? html::Attributes().set("lang", "sv").set("dir", "ltr") : html::Attributes();
}

Html law(const Context& c, const services::Service& service) {
    return make<R"(<h2>{}</h2><ul>{}</ul>)">(
        c.text("law"), html::each(service.law, [&](const services::LawReference& ref) {
            const auto name = ref.url.starts_with("https://") ? pages::link(ref.url, ref.ref) : html::text(ref.ref);
            return make<R"(<li><span {}>{}</span><br>{}</li>)">(in_swedish(c), name, forms::said(c.text, ref.about));
        }));
}

Html fee(const Context& c, const services::Service& service) {
    return html::when(service.fee.has_value(),
                      [&] { return make<R"(<h2>{}</h2><p>{}</p>)">(c.text("fee"), c.text("fee_before", service.fee->ref)); });
}

Html privacy(const Context& c, const services::Service& service) {
    Html recipients;
    for (const auto& one : service.privacy.recipients) recipients += html::text(recipients.empty() ? "" : ". ") + forms::said(c.text, one);
    const auto kept = service.retention.preserve ? c.text("kept_for_ever") : c.text("kept_years", service.retention.years);
    std::string sources;
    for (const auto& name : directories::sources_asked(c.text, c.tenant, services::checks_of(service)))
        sources += (sources.empty() ? "" : ", ") + name;
    std::vector<pages::Fact> facts = {
        {c.text("purpose"), forms::said(c.text, service.privacy.purpose)},
        {c.text("legal_ground"), html::text(c.text("ground." + std::string(to_name(service.privacy.legal_ground))))},
        {c.text("recipients"), recipients.empty() ? html::text(c.text("no_recipients")) : recipients},
        {c.text("retention"), make<R"({} <span {}>{}</span>)">(kept, in_swedish(c), service.retention.ref)}};
    // GDPR art. 14: what is collected from others than the person.
    if (!sources.empty()) facts.push_back({c.text("collected_from"), html::text(sources)});
    // GDPR art. 13.1 b.
    if (const auto& officer = c.tenant.protection_officer; !officer.empty())
        facts.push_back({c.text("protection_officer"), make<R"(<a href="mailto:{}">{}</a>)">(officer, officer)});
    return make<R"(<h2>{}</h2>{}<p>{}</p>)">(c.text("personal_data_heading"), pages::facts(facts), c.text("personal_data_rights"));
}

/// For those who fill in for another.
Html other_ways(const Context& c, const services::Service& service) {
    const auto address = service_address(service.id);
    if (c.visitor.is_staff() && c.visitor.may(may_serve)) return make<"<p>{}</p>">(pages::link(address + "/vid-disken", c.text("at_desk")));
    if (service.sign_in == services::SignIn::none) return {};
    return make<R"(<p class="small">{}</p>)">(pages::link(address + "/for-annan", c.text("for_another")));
}

Html start(const Context& c, const ServicePage& page) {
    const auto address = service_address(page.service.id) + "/borja";
    if (!page.draft_saved) return pages::form(c, address, pages::button(c.text("start")));
    const auto again = pages::hidden("new", "1") + pages::button(c.text("start_again"), pages::Button::quiet);
    return make<R"(<p>{}</p>{}{})">(c.text("draft_waits", c.text.moment(*page.draft_saved)),
                                    pages::form(c, address, pages::button(c.text("go_on"))), pages::form(c, address, again));
}

}  // namespace

std::string service_address(std::string_view service) { return std::string(list_address) + "/" + std::string(service); }

http::Response home_page(const Context& c, const Home& home) {
    return pages::site(c, {.title = c.text("home_title"),
                           .main = hero(c, home) + directly(c, home) + life(c, home) + topics(c, home),
                           .island = "form",
                           .wide = "home"});
}

http::Response list_page(const Context& c, const List& list) {
    const auto heading = heading_of(c, list);
    Html main = make<R"(<h1>{}</h1>{}{})">(heading, search_field(c, list.words, false), choices(c, list));
    if (list.services.empty())
        main += pages::empty_state(c.text("found_nothing"), c.text("found_nothing_do"), pages::link("/e-tjanster", c.text("show_all")));
    else main += pages::linklist(links_to(list.services, c.text.language(), true));
    return pages::site(c, {.title = heading, .main = main, .island = "form"});
}

http::Response service_page(const Context& c, const ServicePage& page) {
    const auto& service = page.service;
    const auto language = c.text.language();
    std::vector<pages::Fact> facts = {{c.text("usual_time"), usual_words(c, page)}};
    if (const auto opinion = opinion_words(c, page.opinions)) facts.push_back({c.text("opinion_of_others"), *opinion});
    if (!page.unit.empty()) facts.push_back({c.text("decided_by"), html::text(page.unit)});
    const auto beside = make<
        R"(<div class="panel panel--tint">{}<p class="small"><a href="{}/papper">{}</a></p><p class="panel__foot small">{} <a href="/e-tjanster/fortsatt">{}</a></p></div>)">(
        pages::facts(facts), service_address(service.id), c.text("on_paper"), c.text("have_code"), c.text("go_on_with_code"));
    const auto gone =
        html::when(c.request.query.has(draft_is_gone), [&] { return pages::notice(pages::Tone::warn, c.text("error_draft_gone")); });
    const auto main = make<R"({}{}<div class="service"><div class="service__head stack"><h1>{}</h1><p class="lead">{}</p>{}</div>
<div class="service__beside">{}</div><div class="service__more prose">{}{}{}{}</div></div>)">(
        pages::back_link(list_address, c.text("title")), gone, forms::said(c.text, service.title), forms::said(c.text, service.summary),
        start(c, page) + other_ways(c, service), beside, needed(c, service), fee(c, service), law(c, service), privacy(c, service));
    return pages::site(c, {.title = service.title.in(language), .main = main});
}

std::string suggestions(const Services& found, Language language) {
    return json::to_text(json::array(found, [&](const auto& service) {
        return json::object({{"words", service->title.in(language)}, {"href", service_address(service->id)}});
    }));
}

}  // namespace e_services::views
