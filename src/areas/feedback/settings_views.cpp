/// The municipality's own lists, and what a provider sees.
#include "areas/feedback/views.h"

namespace feedback::views {

using pages::Html;
namespace h = html;

namespace {

constexpr std::string_view base = "/personal/synpunkter", settings = "/personal/synpunkter/installningar";

std::vector<pages::Option> unit_options(const Context& c, const std::vector<identity::Unit>& units, std::string_view none) {
    std::vector<pages::Option> all{{"", c.text(none)}};
    for (const auto& unit : units) all.push_back({unit.slug, unit.name(c.text.language())});
    return all;
}

std::string unit_name(const Context& c, const std::vector<identity::Unit>& units, const std::optional<UnitId>& id) {
    for (const auto& unit : units)
        if (id == unit.id) return unit.name(c.text.language());
    return {};
}

/// Its button, or that it has ended.
Html end_of(const Context& c, std::string_view what, std::int64_t id, const std::string& name, bool has_ended) {
    if (has_ended) return pages::tag(pages::Tone::plain, "lock", c.text("has_ended"));
    return pages::form(
        c, std::string(settings),
        pages::hidden("val", what) + pages::hidden("id", std::to_string(id)) +
            h::make<R"(<button class="btn btn--quiet btn--sm">{}<span class="visually-hidden"> {}</span></button>)">(c.text("end"), name));
}

Html terms(const Context& c, const SettingsPage& page, const pages::Errors& errors) {
    Html fields = pages::hidden("val", "tider");
    for (const auto& [kind, days] : page.days) {
        const auto name = "dagar-" + std::string(to_name(kind));
        fields += pages::text_field(c.text, {.name = name,
                                             .label = c.text("kind." + std::string(to_name(kind))),
                                             .value = days,
                                             .error = errors.at(name),
                                             .optional = true,
                                             .inputmode = "numeric",
                                             .width = "4",
                                             .suffix = c.text("working_days")});
    }
    return h::make<R"(<section class="stack"><h2>{}</h2><p>{}</p>{}</section>)">(
        c.text("terms"), c.text("terms_say"),
        pages::form(c, std::string(settings), fields + pages::button_row(pages::button(c.text("save_terms")))));
}

Html providers(const Context& c, const SettingsPage& page, const pages::Errors& errors) {
    std::vector<std::vector<Html>> rows;
    for (const auto& one : page.providers)
        rows.push_back({h::text(one.name), h::text(unit_name(c, page.units, one.unit)),
                        end_of(c, "avsluta-utforare", one.id, one.name, one.has_ended)});
    const auto table = h::when(!rows.empty(), [&] {
        return pages::table(c.text("providers"), {{c.text("provider")}, {c.text("provider_unit")}, {c.text("end")}}, rows);
    });
    const auto fields =
        pages::hidden("val", "utforare") +
        pages::text_field(
            c.text, {.name = "utforare", .label = c.text("provider_name"), .value = page.provider_name, .error = errors.at("utforare")}) +
        pages::select(c.text,
                      {.name = "utforarens-enhet",
                       .label = c.text("provider_unit"),
                       .hint = c.text("provider_unit_hint"),
                       .value = page.provider_unit},
                      unit_options(c, page.units, "nobody_outside")) +
        pages::button_row(pages::button(c.text("add_provider"), pages::Button::secondary));
    return h::make<R"(<section class="stack"><h2>{}</h2>{}{}</section>)">(c.text("providers"), table,
                                                                          pages::form(c, std::string(settings), fields));
}

Html goals(const Context& c, const SettingsPage& page, const pages::Errors& errors) {
    std::vector<std::vector<Html>> rows;
    for (const auto& one : page.goals)
        rows.push_back({h::text(one.code), h::text(one.name), h::text(unit_name(c, page.units, one.unit)),
                        end_of(c, "avsluta-mal", one.id, one.code, one.has_ended)});
    const auto table = h::when(!rows.empty(), [&] {
        return pages::table(c.text("goals"), {{c.text("goal_code")}, {c.text("goal")}, {c.text("unit_short")}, {c.text("end")}}, rows);
    });
    const auto fields =
        pages::hidden("val", "mal") +
        pages::text_field(
            c.text, {.name = "kod", .label = c.text("goal_code"), .value = page.goal_code, .error = errors.at("kod"), .width = "10"}) +
        pages::text_field(c.text, {.name = "mal", .label = c.text("goal_name"), .value = page.goal_name, .error = errors.at("mal")}) +
        pages::select(c.text, {.name = "malets-enhet", .label = c.text("unit_short"), .value = page.goal_unit},
                      unit_options(c, page.units, "whole_municipality")) +
        pages::button_row(pages::button(c.text("add_goal"), pages::Button::secondary));
    return h::make<R"(<section class="stack"><h2>{}</h2>{}{}</section>)">(c.text("goals"), table,
                                                                          pages::form(c, std::string(settings), fields));
}

std::string address_of(const OfProvider& one) { return std::string(base) + "/utforare/" + one.number; }

}  // namespace

http::Response settings_page(const Context& c, const SettingsPage& page) {
    const pages::Errors errors(c.text, page.errors, {"cases"});
    const auto main = h::make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="form-body stack-lg">{}{}{}</div>)">(
        pages::error_summary(c.text, errors), c.text("settings"), c.text("settings_say"), terms(c, page, errors),
        providers(c, page, errors), goals(c, page, errors));
    return pages::app(c, {.title = c.text("settings"), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

http::Response own_as_provider_page(const Context& c, const std::vector<OfProvider>& all) {
    std::vector<std::vector<Html>> rows;
    for (const auto& one : all)
        rows.push_back({pages::link(address_of(one), one.number), h::text(one.kind), h::text(c.text.moment(one.came)), h::text(one.state)});
    const auto table = rows.empty() ? pages::empty_state(c.text("nothing_of_provider"), c.text("nothing_of_provider_do"))
                                    : pages::table(c.text("as_provider"),
                                                   {{c.text("number")}, {c.text("what")}, {c.text("came")}, {c.text("state")}}, rows);
    const auto main = h::make<R"({}<h1>{}</h1><p class="lead">{}</p>{})">(pages::back_link(base, c.text("feedback")), c.text("as_provider"),
                                                                          c.text("as_provider_say"), table);
    return pages::app(c, {.title = c.text("as_provider"), .main = main});
}

http::Response as_provider_page(const Context& c, const OfProvider& one) {
    const auto main = h::make<R"({}<h1>{}</h1><blockquote><p>{}</p></blockquote>{})">(
        pages::back_link(std::string(base) + "/utforare", c.text("as_provider")), one.kind + " " + one.number, one.said,
        pages::facts({{c.text("came"), h::text(c.text.moment(one.came))}, {c.text("state"), h::text(one.state)}}));
    return pages::app(c, {.title = one.kind + " " + one.number, .main = main});
}

}  // namespace feedback::views
