#include <fmt/format.h>

#include <algorithm>

#include "areas/contact_centre/figure_links.h"
#include "areas/contact_centre/views.h"
#include "engines/pages/csv_file.h"
#include "foundation/csv/csv.h"

namespace contact_centre::views {

using pages::Html;

namespace {

std::string per_cent(const Context& c, std::int64_t part, std::int64_t whole) {
    return whole == 0 ? c.text("nothing_yet") : c.text("per_cent", (100 * part + whole / 2) / whole);
}
std::string answer_rate(const Context& c, const contacts::Sums& sums) { return per_cent(c, sums.calls - sums.missed, sums.calls); }
std::string minutes(const Context& c, std::int64_t seconds) { return c.text("minutes_seconds", seconds / 60, seconds % 60); }

using What = contacts::Figure::What;

Html month_facts(const Context& c, const FiguresScreen& screen) {
    const auto& month = screen.month;
    const auto figure = [&](What what) { return contacts::Figure{.what = what, .period = screen.of_month}; };
    return pages::facts({{c.text("contacts_received"), opens(month.contacts, figure(What::received))},
                         {c.text("answer_rate"), opens(answer_rate(c, month), month.calls, figure(What::calls))},
                         {c.text("median_wait"), opens(minutes(c, month.median_wait_seconds), month.calls, figure(What::talked))},
                         {c.text("median_talk"), opens(minutes(c, month.median_talk_seconds), month.calls, figure(What::talked))},
                         {c.text("closed_at_first"), opens(per_cent(c, month.solved, month.ended), month.ended, figure(What::solved))},
                         {c.text("ended_contacts"), opens(month.ended, figure(What::ended))}});
}

Html resolved(const Context& c, const FiguresScreen& screen) {
    const auto& of = screen.resolution;
    const auto figure = [&](What what) { return contacts::Figure{.what = what, .period = screen.of_settled}; };
    const auto bar = [&](const char* key, std::int64_t part) {
        const auto share = of.known == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(of.known);
        return pages::Bar{c.text(key), share, per_cent(c, part, of.known)};
    };
    const auto row = [&](const char* key, std::int64_t part, What what) {
        return std::vector<Html>{html::text(c.text(key)), opens(part, figure(what)), html::text(per_cent(c, part, of.known))};
    };
    const auto table = pages::table(
        c.text("resolution"), {{c.text("outcome")}, {c.text("contacts_received"), true}, {c.text("share"), true}},
        {row("claimed", of.claimed, What::claimed), row("kept", of.kept, What::kept), row("known_senders", of.known, What::known)});
    return html::make<"<p>{}</p>{}">(
        c.text("resolution_says", contacts::days_to_come_back, of.known),
        pages::bar_chart(c.text, c.text("resolution"), {bar("claimed", of.claimed), bar("kept", of.kept)}, table));
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
        const contacts::Period period{swedish_time(week.first), swedish_time(Date{week.first.days + 7})};
        const auto figure = [&](What what) { return contacts::Figure{.what = what, .period = period}; };
        const auto& sums = week.sums;
        rows.push_back({html::text(name), opens(sums.contacts, figure(What::received)),
                        opens(answer_rate(c, sums), sums.calls, figure(What::calls)),
                        opens(minutes(c, sums.median_wait_seconds), sums.calls, figure(What::talked)),
                        opens(per_cent(c, sums.solved, sums.ended), sums.ended, figure(What::solved))});
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

Html channels(const Context& c, const FiguresScreen& screen) {
    if (screen.channels.empty()) return html::make<"<p>{}</p>">(c.text("nothing_yet"));
    std::vector<pages::Bar> bars;
    std::vector<std::vector<Html>> rows;
    for (const auto& one : screen.channels) {
        const auto name = channel_words(c, one.channel);
        const auto figure = [&](What what) { return contacts::Figure{.what = what, .channel = one.channel, .period = screen.of_month}; };
        bars.push_back({name, static_cast<double>(one.contacts), std::to_string(one.contacts)});
        rows.push_back({html::text(name), opens(one.contacts, figure(What::received)), opens(one.solved, figure(What::solved))});
    }
    const auto table = pages::table(c.text("by_channel"),
                                    {{c.text("channel")}, {c.text("contacts_received"), true}, {c.text("solved_at_first"), true}}, rows);
    return pages::bar_chart(c.text, c.text("by_channel"), bars, table);
}

Html section(std::string_view heading, const Html& content) { return html::make<"<section><h2>{}</h2>{}</section>">(heading, content); }

}  // namespace

http::Response figures_page(const Context& c, const FiguresScreen& screen) {
    const auto& pulse = screen.pulse;
    const auto figure = [&](What what) { return contacts::Figure{.what = what, .period = screen.of_today}; };
    const auto now_facts =
        pages::facts({{c.text("are_waiting_now"), opens(pulse.waiting, figure(What::waiting))},
                      {c.text("longest_wait"), opens(wait_words(c, pulse.longest_wait_seconds), pulse.waiting, figure(What::waiting))},
                      {c.text("answered_today"), opens(pulse.answered_today, figure(What::answered))},
                      {c.text("solved_today"), opens(per_cent(c, pulse.solved_today, pulse.answered_today), pulse.answered_today,
                                                     figure(What::answered_at_once))}});
    const auto main =
        html::make<R"(<h1>{}</h1><p class="lead">{}</p><div class="stack-lg"><div class="cols cols--2">{}{}</div>{}{}{}{}{}</div>)">(
            c.text("figures"), c.text("figures_lead"), section(c.text("right_now"), now_facts),
            section(c.text("last_month"), month_facts(c, screen)), section(c.text("resolution"), resolved(c, screen)),
            section(c.text("by_week"), weeks(c, screen.weeks)), section(c.text("by_channel"), channels(c, screen)),
            html::make<R"(<section><h2 id="bemanning">{}</h2>{}</section>)">(c.text("staffing"), staffing(c, screen.staffing)),
            pages::button_row(pages::link_button("/kontaktcenter/statistik/kontakter.csv", c.text("as_csv"), pages::Button::secondary)));
    return pages::app(c, {.title = c.text("figures"), .main = main});
}

namespace {

std::vector<std::string> contact_columns(const Context& c) {
    return {c.text("received"), c.text("channel"),      c.text("subject"),      c.text("state"),       c.text("outcome"),
            c.text("unit"),     c.text("wait_seconds"), c.text("talk_seconds"), c.text("same_thread"), c.text("reference")};
}

std::string unit_name(const Context& c, const std::vector<identity::Unit>& units, UnitId id) {
    for (const auto& unit : units)
        if (unit.id == id) return unit.name(c.text.language());
    return {};
}

std::vector<std::string> contact_values(const Context& c, const ContactsBehind& behind, const contacts::Contact& one) {
    const auto seconds = [](std::optional<Timestamp> from, std::optional<Timestamp> until) {
        return from && until ? std::to_string((until->value - from->value) / microseconds_a_second) : std::string();
    };
    const auto text = c.text.of("contacts");
    return {to_rfc3339(one.received_at),
            channel_words(c, one.channel),
            subject_words(c, one.subject),
            text("state." + std::string(to_name(one.state))),
            one.outcome ? text("outcome." + std::string(to_name(*one.outcome))) : "",
            unit_name(c, behind.units, one.unit),
            seconds(one.received_at, one.answered_at),
            seconds(one.answered_at, one.ended_at),
            one.thread == one.id ? "" : contacts::reference(one.thread),
            contacts::reference(one.id)};
}

std::string behind_words(const Context& c, const contacts::Figure& figure) {
    if (figure.what == What::expected) return c.text("behind.expected", c.text.day(figure.day), half_hour_words(figure.half_hour));
    auto words = c.text("behind." + std::string(to_name(figure.what)), c.text.day(swedish_date(figure.period.from)),
                        c.text.day(last_day(figure.period)));
    return figure.channel ? words + ". " + channel_words(c, *figure.channel) : words;
}

}  // namespace

http::Response contacts_behind_page(const Context& c, const ContactsBehind& behind) {
    const auto words = behind_words(c, behind.figure);
    const auto names = contact_columns(c);
    std::vector<pages::Column> headings;
    for (std::size_t i = 0; i + 2 < names.size(); ++i) headings.push_back({names[i], i >= 6});
    std::vector<std::vector<Html>> rows;
    for (const auto& one : behind.contacts) {
        if (std::ssize(rows) == most_rows) break;
        const auto values = contact_values(c, behind, one);
        std::vector<Html> row{pages::link(contact_address(one.id), c.text.moment(one.received_at))};
        for (std::size_t i = 1; i < headings.size(); ++i) row.push_back(html::text(values[i].empty() ? "–" : values[i]));
        rows.push_back(std::move(row));
    }
    const auto table = rows.empty() ? pages::empty_state(c.text("no_contacts_behind"), c.text("no_contacts_behind_do"))
                                    : pages::table(words, headings, rows);
    const auto main = html::make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}{}</div>)">(
        pages::back_link("/kontaktcenter/statistik", c.text("figures")), c.text("contacts_behind", behind.in_all), words, table,
        html::when(behind.in_all > most_rows, [&] { return html::make<"<p>{}</p>">(c.text("newest_are_shown", most_rows)); }),
        pages::button_row(pages::link_button(address_of_contacts + (".csv" + query_of(behind.figure)), c.text("these_as_csv"),
                                             pages::Button::secondary)));
    return pages::app(c, {.title = c.text("contacts_behind", behind.in_all), .main = main});
}

http::Response contacts_csv(const Context& c, const ContactsBehind& behind) {
    auto body = csv::line(contact_columns(c));
    for (const auto& one : behind.contacts) body += csv::line(contact_values(c, behind, one));
    return pages::csv_file(std::move(body), "kontakter");
}

}  // namespace contact_centre::views
