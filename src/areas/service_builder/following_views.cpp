#include "areas/service_builder/following_views.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "areas/service_builder/difference_words.h"
#include "engines/directories/directories.h"
#include "engines/pages/lists.h"

namespace service_builder {

namespace h = html;

namespace {

constexpr std::string_view subscribe_address = "/e-tjanstebyggaren/prenumerera";

std::string title_of(const Context& c, const Subscription& one) {
    const auto title = words_in(one.document()["title"], c.text.language());
    return title.empty() ? one.their_service : title;
}

h::Html state_tag(const Context& c, const Subscription& one, SourceStanding::What what) {
    if (!one.problem.empty()) return pages::tag(pages::Tone::err, "alert-triangle", c.text("follow.problem"));
    switch (what) {
        case SourceStanding::What::news: return pages::tag(pages::Tone::warn, "clock", c.text("follow.news"));
        case SourceStanding::What::current: return pages::tag(pages::Tone::ok, "circle-check", c.text("follow.current"));
        case SourceStanding::What::not_taken: break;
    }
    return pages::tag(pages::Tone::plain, "pencil", c.text("follow.not_taken"));
}

std::string version_of(const yaml::Node& document) { return document["version"].text(); }

/// What the name belongs to, where there are several of its kind.
std::string label_of(const Context& c, const LocalName& name, const yaml::Node& document) {
    const auto key = fmt::format("local_name.{}", to_name(name.kind));
    if (name.kind != NameKind::amount && name.kind != NameKind::receiving_unit) return c.text(key);
    return c.text(key, name_of(services::part_at(document, services::parent_of(name.places.front())), c.text.language()));
}

/// What there is to choose from; none: it is written.
std::vector<pages::Option> options_of(const Context& c, const LocalName& name, const Here& here) {
    std::vector<pages::Option> options;
    const auto theirs = words_in(name.theirs, Language::sv);
    const auto as_theirs = [&](bool is_known) {
        if (!is_known) options.push_back({.value = theirs, .label = c.text("as_source", words_in(name.theirs, c.text.language()))});
    };
    if (name.kind == NameKind::unit || name.kind == NameKind::receiving_unit) {
        bool is_known = name.kind == NameKind::unit;
        for (const auto& unit : here.units) {
            options.push_back({.value = unit.slug, .label = unit.name(c.text.language())});
            is_known = is_known || unit.slug == theirs;
        }
        as_theirs(is_known);
    }
    if (name.kind == NameKind::delegation)
        for (const auto& row : here.delegation) options.push_back({.value = row.id, .label = fmt::format("{} – {}", row.id, row.text)});
    if (name.kind == NameKind::court) {
        bool is_known = false;
        for (const auto& court : here.courts) {
            options.push_back({.value = words_in(court, Language::sv), .label = words_in(court, c.text.language())});
            is_known = is_known || options.back().value == theirs;
        }
        as_theirs(is_known);
    }
    return options;
}

h::Html name_field(const Context& c, const SubscriptionPage& shown, const yaml::Node& document, const LocalName& name) {
    const auto typed = shown.typed.find(name.key);
    const auto error = std::ranges::find(shown.errors, field_of(name), &FieldError::field);
    pages::Field field{.name = field_of(name),
                       .label = label_of(c, name, document),
                       .hint = c.text("name_at_source", words_in(name.theirs, c.text.language())),
                       .value = typed == shown.typed.end() ? offered(name, shown.one, shown.here) : typed->second,
                       .error = error == shown.errors.end() ? "" : c.text(error->text_key),
                       .autocomplete = "off"};
    auto options = options_of(c, name, shown.here);
    if (options.empty()) return pages::text_field(c.text, field);
    options.insert(options.begin(), {.value = "", .label = c.text("choose")});
    return pages::select(c.text, field, options);
}

h::Html names_form(const Context& c, const SubscriptionPage& shown) {
    const auto document = shown.one.document();
    const auto fields = h::each(shown.names, [&](const LocalName& name) { return name_field(c, shown, document, name); });
    const auto buttons = pages::button_row(pages::button(c.text("save_and_take_in"), pages::Button::primary, "do", "ta-in") +
                                           pages::button(c.text("save_names"), pages::Button::secondary, "do", "spara"));
    const auto known = h::when(shown.here.service.exists() && shown.standing.what == SourceStanding::What::not_taken, [&] {
        return pages::notice(pages::Tone::info, c.text("service_is_here", words_in(shown.here.service["title"], c.text.language())));
    });
    return section(c.text("our_names"), h::make<"<p>{}</p>{}">(c.text("our_names_words"), known) +
                                            pages::form(c, subscription_address(shown.one.id, "namn"), fields + buttons));
}

h::Html errors_above(const Context& c, const SubscriptionPage& shown) {
    std::vector<pages::ShownError> all;
    const auto document = shown.one.document();
    for (const auto& name : shown.names) {
        const auto error = std::ranges::find(shown.errors, field_of(name), &FieldError::field);
        if (error != shown.errors.end())
            all.push_back({error->field, fmt::format("{}: {}", label_of(c, name, document), c.text(error->text_key))});
    }
    return all.empty() ? h::Html{} : pages::error_summary(c.text, all);
}

h::Html changes(const Context& c, const SubscriptionPage& shown) {
    constexpr std::size_t most_shown = 300;
    if (shown.standing.what == SourceStanding::What::not_taken) return h::make<"<p>{}</p>">(c.text("follow_not_taken_words"));
    if (shown.standing.what == SourceStanding::What::current) return h::make<"<p>{}</p>">(c.text("follow_current_words"));
    auto all = services::differences(shown.standing.taken, shown.standing.now);
    std::erase_if(all, [](const services::Difference& one) { return one.path == services::Path{"version"}; });  // told in the words above
    h::Html lines;
    for (std::size_t i = 0; i < std::min(all.size(), most_shown); ++i)
        lines += difference_line(c.text, all[i], shown.standing.taken, shown.standing.now);
    const auto more =
        h::when(all.size() > most_shown, [&] { return h::make<"<p>{}</p>">(c.text("more_differences", all.size() - most_shown)); });
    return h::make<R"(<p>{}</p><ul class="builder-changes">{}</ul>{}<p>{}</p>)">(
        c.text("follow_news_words", version_of(shown.standing.taken), version_of(shown.standing.now)), lines, more,
        c.text("our_changes_stay"));
}

/// The registers that its conditions ask, and whether they are connected here.
h::Html registers(const Context& c, const yaml::Node& document) {
    const auto service = services::read_service(document);
    if (!service) return {};
    std::set<directories::Directory> asked;
    for (const auto& condition : service->conditions)
        if (condition.check) asked.insert(directories::question_named(condition.check->question)->directory);
    if (asked.empty()) return {};
    const auto lines = h::each(asked, [&](directories::Directory one) {
        const bool is_connected = c.tenant.directories && c.tenant.directories->connected.contains(one);
        return h::make<"<li>{}</li>">(
            c.text(is_connected ? "register_connected" : "register_missing", c.text(fmt::format("register.{}", to_name(one)))));
    });
    return section(c.text("registers_asked"), h::make<"<ul>{}</ul>">(lines));
}

h::Html at_the_end(const Context& c, const Subscription& one) {
    const auto stop = pages::details(c.text("unsubscribe"), h::make<"<p>{}</p>">(c.text("unsubscribe_words")) +
                                                                pages::form(c, subscription_address(one.id, "sluta"),
                                                                            pages::button(c.text("unsubscribe"), pages::Button::danger)));
    return pages::form(c, subscription_address(one.id, "titta"), pages::button(c.text("look_now"), pages::Button::secondary)) + stop;
}

}  // namespace

std::string subscription_address(SubscriptionId id, std::string_view page) {
    return fmt::format("{}/prenumerationer/{}{}{}", list_address, id.value, page.empty() ? "" : "/", page);
}

h::Html followed_list(const Context& c, const std::vector<Followed>& all) {
    const auto add = pages::link_button(subscribe_address, c.text("subscribe"), pages::Button::secondary);
    if (all.empty()) return h::make<"<p>{}</p>">(c.text("nothing_followed")) + add;
    std::vector<std::vector<h::Html>> rows;
    for (const auto& [one, what] : all)
        rows.push_back({pages::link(subscription_address(one.id), title_of(c, one)), h::text(one.municipality),
                        h::text(version_of(one.document())), h::text(c.text.moment(one.asked_at)), state_tag(c, one, what)});
    return pages::table(c.text("followed"),
                        {{c.text("service")}, {c.text("source")}, {c.text("version"), true}, {c.text("looked_at")}, {c.text("state")}},
                        rows) +
           add;
}

http::Response subscribe_page(const Context& c, const std::string& typed, std::string_view error_key) {
    const auto error = error_key.empty() ? std::string() : c.text(error_key);
    const pages::Field address{.name = "adress",
                               .label = c.text("source_address"),
                               .hint = c.text("source_address_hint"),
                               .value = typed,
                               .error = error,
                               .autocomplete = "off",
                               .inputmode = "url"};
    return page(c, {.title = c.text("subscribe"),
                    .content = (error.empty() ? h::Html{} : pages::error_summary(c.text, {{"adress", error}})) +
                               h::make<"<p>{}</p>">(c.text("subscribe_words")) +
                               pages::form(c, subscribe_address,
                                           pages::text_field(c.text, address) + pages::form_foot(pages::button(c.text("look_at_it")))),
                    .has_errors = !error.empty()});
}

http::Response choose_page(const Context& c, const Source& source) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& one : source.services) {
        const auto& words = c.text.language() == Language::en ? one.title_en : one.title_sv;
        const auto title = words.empty() ? one.id : words;
        const auto button = h::make<R"(<button class="btn btn--quiet btn--sm">{}<span class="visually-hidden"> {}</span></button>)">(
            c.text("subscribe_to"), title);
        rows.push_back({h::text(title), h::text(one.id), h::text(std::to_string(one.version)),
                        pages::form(c, subscribe_address, pages::hidden("adress", one.address) + button)});
    }
    return page(c, {.title = c.text("shared_by", source.municipality),
                    .content = h::make<"<p>{}</p>">(c.text("choose_words")) +
                               pages::table(c.text("shared_by", source.municipality),
                                            {{c.text("service")}, {c.text("id")}, {c.text("version"), true}, {c.text("follow_it")}}, rows),
                    .back = std::string(subscribe_address),
                    .back_words = c.text("subscribe")});
}

http::Response subscription_page(const Context& c, const SubscriptionPage& shown) {
    const auto& one = shown.one;
    const auto document = one.document();
    h::Html notices = errors_above(c, shown);
    if (!shown.refused.empty()) notices += pages::notice(pages::Tone::err, c.text(shown.refused));
    if (!one.problem.empty()) notices += pages::notice(pages::Tone::warn, c.text("look_failed", c.text(one.problem)));
    const auto ours = one.service.empty()
                          ? h::text(c.text("follow.not_taken"))
                          : pages::link(fmt::format("{}/tjanst/{}", list_address, http::percent_encoded(one.service)), one.service);
    const auto facts = pages::facts({{c.text("source"), h::text(one.municipality)},
                                     {c.text("source_address"), pages::link(one.address, one.address)},
                                     {c.text("version_there"), h::text(version_of(document))},
                                     {c.text("looked_at"), h::text(c.text.moment(one.asked_at))},
                                     {c.text("called_here"), ours}});
    return page(c, {.title = title_of(c, one),
                    .content = notices + h::make<"<div>{}</div>">(state_tag(c, one, shown.standing.what)) + facts +
                               section(c.text("follow_changes"), changes(c, shown)) + names_form(c, shown) + registers(c, document) +
                               at_the_end(c, one),
                    .has_errors = !shown.errors.empty() || !shown.refused.empty()});
}

http::Response shared_page(const Context& c, const std::vector<std::shared_ptr<const services::Service>>& all) {
    const auto index = c.tenant.public_address + std::string(shared_address);
    h::Html content = h::make<R"(<p class="lead">{}</p>)">(c.text("shared_lead", c.tenant.name));
    if (all.empty()) content += h::make<"<p>{}</p>">(c.text("shares_nothing"));
    else {
        std::vector<std::vector<h::Html>> rows;
        for (const auto& service : all) {
            const auto address = fmt::format("{}/{}", shared_address, service->id);
            rows.push_back({h::text(service->title.in(c.text.language())), h::text(std::to_string(service->version)),
                            pages::link(address, c.tenant.public_address + address)});
        }
        content += pages::table(c.text("shared_title"), {{c.text("service")}, {c.text("version"), true}, {c.text("address")}}, rows) +
                   h::make<"<p>{} {}</p>">(c.text("shared_index"), pages::link(std::string(shared_address) + ".yaml", index + ".yaml"));
    }
    return pages::site(c, {.title = c.text("shared_title"), .main = h::make<"<h1>{}</h1>{}">(c.text("shared_title"), content)});
}

}  // namespace service_builder
