#include "areas/contact_centre/forecast_views.h"

#include <fmt/format.h>

#include <algorithm>

#include "areas/contact_centre/figure_links.h"
#include "areas/contact_centre/views.h"
#include "engines/pages/column_charts.h"

namespace contact_centre::views {

using pages::Html;

namespace {

constexpr const char* address_of_days = "/kontaktcenter/sarskilda-dagar";

Html effect_words(const Context& c, const contacts::Effect& effect) {
    const auto said = effect.days == 0 ? c.text("effect_unknown", effect.name)
                                       : c.text("effect_says", effect.name, c.text.number(effect.times, 1), effect.days);
    return html::make<"<li>{}</li>">(said);
}

Html other_day(const Context& c, const StaffingScreen& screen) {
    const auto day = pages::day_field(c.text, {.name = "dag",
                                               .label = c.text("forecast_day"),
                                               .value = screen.typed.empty() ? to_iso(screen.day) : screen.typed,
                                               .error = screen.typed.empty() ? "" : c.text("error_forecast_day")});
    return html::make<R"(<form action="/kontaktcenter/statistik#bemanning" class="filters">{}{}</form>)">(
        day, pages::button(c.text("show_day"), pages::Button::secondary));
}

std::string days_words(const Context& c, const contacts::SpecialDay& day) {
    return day.first == day.last ? c.text.day(day.first) : c.text("days_from_to", c.text.day(day.first), c.text.day(day.last));
}

Html removal(const Context& c, const contacts::SpecialDay& day) {
    const auto label = html::make<R"(<span class="visually-hidden"> {}, {}</span>)">(day.name, days_words(c, day));
    return pages::form(c, std::string(address_of_days) + "/ta-bort",
                       pages::hidden("day", std::to_string(day.id.value)) +
                           html::make<R"(<button class="btn btn--secondary btn--sm">{}{}</button>)">(c.text("remove_special_day"), label));
}

Html coming_days(const Context& c, const std::vector<contacts::SpecialDay>& all) {
    if (all.empty()) return html::make<"<p>{}</p>">(c.text("no_coming_days"));
    std::vector<std::vector<Html>> rows;
    for (const auto& day : all)
        rows.push_back({html::text(day.name),
                        pages::link(fmt::format("/kontaktcenter/statistik?dag={}#bemanning", to_iso(day.first)), days_words(c, day)),
                        removal(c, day)});
    return pages::table(c.text("coming_days"), {{c.text("day_name")}, {c.text("days")}, {c.text("remove_special_day")}}, rows);
}

Html past_days(const Context& c, const std::vector<contacts::DayCounted>& all) {
    if (all.empty()) return html::make<"<p>{}</p>">(c.text("no_past_days"));
    std::vector<std::vector<Html>> rows;
    for (const auto& [day, calls, usual] : all) {
        const contacts::Figure behind{.what = contacts::Figure::What::calls, .period = contacts::whole_days(day.first, day.last)};
        rows.push_back({html::text(day.name), html::text(days_words(c, day)), opens(calls, behind), html::text(c.text.number(usual, 1)),
                        html::text(usual == 0 ? c.text("nothing_yet") : c.text.number(static_cast<double>(calls) / usual, 1)),
                        removal(c, day)});
    }
    return pages::table(c.text("past_days"),
                        {{c.text("day_name")},
                         {c.text("days")},
                         {c.text("calls_came"), true},
                         {c.text("calls_usual"), true},
                         {c.text("times_usual"), true},
                         {c.text("remove_special_day")}},
                        rows);
}

}  // namespace

std::string half_hour_words(std::ptrdiff_t half_hour) { return fmt::format("{:02}.{:02}", half_hour / 2, half_hour % 2 * 30); }

Html staffing(const Context& c, const StaffingScreen& screen) {
    std::vector<std::vector<Html>> rows;
    std::vector<pages::Bar> calls_bars, staff_bars;
    const auto& half_hours = screen.forecast.calls;
    const auto rings = [](double calls) { return calls > 0; };
    const auto first = std::ranges::find_if(half_hours, rings);
    const auto last = std::find_if(half_hours.rbegin(), half_hours.rend(), rings).base();
    for (auto half_hour = first; half_hour < last; ++half_hour) {
        const auto calls = *half_hour;
        const auto since_midnight = half_hour - half_hours.begin();
        const auto at = half_hour_words(since_midnight);
        const contacts::Figure history{
            .what = contacts::Figure::What::expected, .day = screen.day, .half_hour = static_cast<int>(since_midnight)};
        const auto number = c.text.number(calls, 1);
        const auto staff = contacts::staff_needed(calls, screen.talk_seconds);
        calls_bars.push_back({at, calls, number});
        staff_bars.push_back({at, static_cast<double>(staff), std::to_string(staff)});
        rows.push_back({html::text(at), opens(number, calls > 0 ? 1 : 0, history), html::text(std::to_string(staff))});
    }
    const auto ways = other_day(c, screen) + html::make<R"(<p><a href="{}">{}</a></p>)">(address_of_days, c.text("special_days"));
    if (rows.empty()) return html::make<R"(<div class="stack">{}<p>{}</p></div>)">(ways, c.text("no_forecast", c.text.day(screen.day)));
    const auto& effects = screen.forecast.effects;
    const auto effects_list = html::when(!effects.empty(), [&] {
        return html::make<R"(<ul class="list">{}</ul>)">(
            html::each(effects, [&](const contacts::Effect& effect) { return effect_words(c, effect); }));
    });
    const auto table =
        pages::table(c.text("staffing"), {{c.text("from_clock")}, {c.text("calls_expected"), true}, {c.text("staff_needed"), true}}, rows);
    return html::make<R"(<div class="stack">{}<p>{}</p>{}{}</div>)">(
        ways, c.text("forecast_says", c.text.day(screen.day), screen.forecast.weeks), effects_list,
        pages::column_charts(c.text, c.text("staffing_by_clock"),
                             {{c.text("staff_needed"), staff_bars}, {c.text("calls_expected"), calls_bars}}, table));
}

http::Response special_days_page(const Context& c, const SpecialDaysScreen& screen) {
    const pages::Errors errors(c.text, screen.errors);
    const auto name = pages::text_field(c.text, {.name = "name",
                                                 .label = c.text("day_name"),
                                                 .hint = c.text("day_name_hint"),
                                                 .value = screen.form.name,
                                                 .error = errors.at("name"),
                                                 .autocomplete = "off"});
    const auto day = [&](std::string field, std::string label, const std::string& value) {
        const auto error = errors.at(field);
        return pages::day_field(c.text, {.name = std::move(field), .label = std::move(label), .value = value, .error = error});
    };
    const auto form =
        pages::form(c, address_of_days,
                    name + day("first", c.text("first_day"), screen.form.first) + day("last", c.text("last_day"), screen.form.last) +
                        pages::form_foot(pages::button(c.text("add_special_day"))));
    const auto main = html::make<
        R"({}{}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg"><section><h2>{}</h2>{}</section><section><h2>{}</h2>{}</section><section class="form-body"><h2>{}</h2>{}</section></div>)">(
        pages::back_link("/kontaktcenter/statistik#bemanning", c.text("figures")), pages::error_summary(c.text, errors),
        c.text("special_days"), c.text("special_days_lead"), c.text("coming_days"), coming_days(c, screen.coming), c.text("past_days"),
        past_days(c, screen.past), c.text("add_special_day"), form);
    return pages::app(c,
                      {.title = c.text("special_days"), .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

}  // namespace contact_centre::views
