#include <fmt/format.h>

#include <cmath>

#include "areas/contact_centre/views.h"
#include "foundation/csv/csv.h"

namespace contact_centre::views {

using pages::Html;

namespace {

std::string per_cent(const Context& c, std::int64_t part, std::int64_t whole) {
    return whole == 0 ? c.text("nothing_yet") : c.text("per_cent", (100 * part + whole / 2) / whole);
}
std::string answer_rate(const Context& c, const contacts::Sums& sums) { return per_cent(c, sums.calls - sums.missed, sums.calls); }
std::string minutes(const Context& c, std::int64_t seconds) { return c.text("minutes_seconds", seconds / 60, seconds % 60); }

Html month_facts(const Context& c, const contacts::Sums& month) {
    return pages::facts({{c.text("contacts_received"), html::text(std::to_string(month.contacts))},
                         {c.text("answer_rate"), html::text(answer_rate(c, month))},
                         {c.text("median_wait"), html::text(minutes(c, month.median_wait_seconds))},
                         {c.text("median_talk"), html::text(minutes(c, month.median_talk_seconds))},
                         {c.text("closed_at_first"), html::text(per_cent(c, month.solved, month.ended))}});
}

Html resolved(const Context& c, const contacts::Resolution& of) {
    const auto bar = [&](const char* key, std::int64_t part) {
        const auto share = of.known == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(of.known);
        return pages::Bar{c.text(key), share, per_cent(c, part, of.known)};
    };
    return html::make<"<p>{}</p>{}">(c.text("resolution_says", contacts::days_to_come_back, of.known),
                                     pages::bar_chart(c.text, c.text("resolution"), {bar("claimed", of.claimed), bar("kept", of.kept)}));
}

Html weeks(const Context& c, const std::vector<Week>& all) {
    std::vector<pages::TrendPoint> points;
    std::vector<std::vector<Html>> rows;
    for (const auto& week : all) {
        const auto name = c.text.short_day(week.first);
        const auto rate = week.sums.calls == 0
                              ? 0.0
                              : 100.0 * static_cast<double>(week.sums.calls - week.sums.missed) / static_cast<double>(week.sums.calls);
        points.push_back({name, rate, answer_rate(c, week.sums)});
        rows.push_back({html::text(name), html::text(std::to_string(week.sums.contacts)), html::text(answer_rate(c, week.sums)),
                        html::text(minutes(c, week.sums.median_wait_seconds)), html::text(per_cent(c, week.sums.solved, week.sums.ended))});
    }
    const auto table = pages::table(c.text("by_week"),
                                    {{c.text("week_from")},
                                     {c.text("contacts_received"), true},
                                     {c.text("answer_rate"), true},
                                     {c.text("median_wait"), true},
                                     {c.text("closed_at_first"), true}},
                                    rows);
    return pages::trend_chart(c.text, c.text("answer_rate_by_week"), points, {}, table);
}

Html channels(const Context& c, const std::vector<contacts::ChannelSum>& all) {
    if (all.empty()) return html::make<"<p>{}</p>">(c.text("nothing_yet"));
    std::vector<pages::Bar> bars;
    for (const auto& one : all)
        bars.push_back({channel_words(c, one.channel), static_cast<double>(one.contacts), std::to_string(one.contacts)});
    return pages::bar_chart(c.text, c.text("by_channel"), bars);
}

Html staffing(const Context& c, const FiguresScreen& screen) {
    std::vector<std::vector<Html>> rows;
    std::vector<pages::Bar> bars;
    for (int half_hour = 0; half_hour < contacts::half_hours; ++half_hour) {
        const auto calls = screen.forecast[static_cast<std::size_t>(half_hour)];
        if (calls <= 0) continue;
        const auto at = fmt::format("{:02}.{:02}", half_hour / 2, half_hour % 2 * 30);
        const auto staff = contacts::staff_needed(calls, static_cast<double>(screen.month.median_talk_seconds));
        bars.push_back({at, calls, c.text.number(calls, 1)});
        rows.push_back({html::text(at), html::text(c.text.number(calls, 1)), html::text(std::to_string(staff))});
    }
    if (rows.empty()) return html::make<"<p>{}</p>">(c.text("no_forecast"));
    const auto table =
        pages::table(c.text("staffing"), {{c.text("from_clock")}, {c.text("calls_expected"), true}, {c.text("staff_needed"), true}}, rows);
    return html::make<"<p>{}</p>{}">(c.text("forecast_says", c.text.day(screen.forecast_day)),
                                     pages::bar_chart(c.text, c.text("calls_expected"), bars, table));
}

Html section(std::string_view heading, const Html& content) { return html::make<"<section><h2>{}</h2>{}</section>">(heading, content); }

}  // namespace

http::Response figures_page(const Context& c, const FiguresScreen& screen) {
    const auto now_facts =
        pages::facts({{c.text("are_waiting_now"), html::text(std::to_string(screen.pulse.waiting))},
                      {c.text("longest_wait"), html::text(wait_words(c, screen.pulse.longest_wait_seconds))},
                      {c.text("answered_today"), html::text(std::to_string(screen.pulse.answered_today))},
                      {c.text("solved_today"), html::text(per_cent(c, screen.pulse.solved_today, screen.pulse.answered_today))}});
    const auto main =
        html::make<R"(<h1>{}</h1><p class="lead">{}</p><div class="stack-lg"><div class="cols cols--2">{}{}</div>{}{}{}{}{}</div>)">(
            c.text("figures"), c.text("figures_lead"), section(c.text("right_now"), now_facts),
            section(c.text("last_month"), month_facts(c, screen.month)), section(c.text("resolution"), resolved(c, screen.resolution)),
            section(c.text("by_week"), weeks(c, screen.weeks)), section(c.text("by_channel"), channels(c, screen.channels)),
            section(c.text("staffing"), staffing(c, screen)),
            pages::button_row(pages::link_button("/kontaktcenter/statistik/kontakter.csv", c.text("as_csv"), pages::Button::secondary)));
    return pages::app(c, {.title = c.text("figures"), .main = main});
}

http::Response contacts_csv(const Context& c, const std::vector<contacts::Contact>& all, const std::vector<identity::Unit>& units) {
    const auto unit_name = [&](UnitId id) {
        for (const auto& unit : units)
            if (unit.id == id) return unit.name(c.text.language());
        return std::string();
    };
    const auto seconds = [](std::optional<Timestamp> from, std::optional<Timestamp> until) {
        return from && until ? std::to_string((until->value - from->value) / microseconds_a_second) : std::string();
    };
    auto body = csv::line({c.text("received"), c.text("channel"), c.text("subject"), c.text("state"), c.text("outcome"), c.text("unit"),
                           c.text("wait_seconds"), c.text("talk_seconds"), c.text("same_thread")});
    const auto text = c.text.of("contacts");
    for (const auto& one : all)
        body += csv::line({to_rfc3339(one.received_at), channel_words(c, one.channel), subject_words(c, one.subject),
                           text("state." + std::string(to_name(one.state))),
                           one.outcome ? text("outcome." + std::string(to_name(*one.outcome))) : "", unit_name(one.unit),
                           seconds(one.received_at, one.answered_at), seconds(one.answered_at, one.ended_at),
                           one.thread == one.id ? "" : std::to_string(one.thread.value)});
    http::Response response{.type = "text/csv; charset=utf-8", .body = std::move(body)};
    return response.with("Content-Disposition", "attachment; filename=\"kontakter.csv\"");
}

}  // namespace contact_centre::views
