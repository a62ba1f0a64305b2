#include "areas/figures/views.h"

#include <fmt/format.h>

#include <algorithm>

#include "engines/pages/csv_file.h"
#include "foundation/csv/csv.h"
#include "foundation/texts/icu_words.h"

namespace figures::views {

namespace h = html;

namespace {

/// Two buttons, or thanks when it is answered.
h::Html question(const Context& c, std::string_view token, opinions::Question asked, bool is_answered) {
    const auto name = std::string(to_name(asked));
    const auto buttons = is_answered
                             ? pages::notice(pages::Tone::ok, c.text("thanks"))
                             : pages::form(c, "/tyck-till/" + http::percent_encoded(token),
                                           pages::hidden("fraga", name) +
                                               pages::button_row(pages::button(c.text("yes"), pages::Button::primary, "svar", "ja") +
                                                                 pages::button(c.text("no"), pages::Button::secondary, "svar", "nej")));
    return h::make<R"(<section class="stack" aria-labelledby="h-{}"><h2 id="h-{}">{}</h2>{}</section>)">(name, name, c.text("ask." + name),
                                                                                                         buttons);
}

std::string percent(const Context& c, std::int64_t yes, std::int64_t no) {
    const auto share = opinions::share(yes, no);
    return share ? c.text("per_cent", *share) : c.text("too_few");
}

std::int64_t answered(const opinions::Sums& sums) { return std::max(sums.easy_yes + sums.easy_no, sums.safe_yes + sums.safe_no); }

/// Of those invited, how many per cent have answered the question that most have answered.
std::string answer_rate(const Context& c, const opinions::Sums& sums) {
    return sums.invited == 0 ? "" : c.text("per_cent", opinions::per_cent(answered(sums), sums.invited));
}

std::string completion(const Context& c, const services::Completion& forms) {
    return forms.begun == 0 ? "" : c.text("per_cent", opinions::per_cent(forms.sent, forms.begun));
}

std::string days(const Context& c, std::int64_t microseconds) {
    return c.text("days", c.text.number(static_cast<double>(microseconds) / microseconds_a_day, 1));
}

using Share = std::optional<std::int64_t> (*)(const opinions::Sums&);
std::optional<std::int64_t> easy_share(const opinions::Sums& sums) { return opinions::share(sums.easy_yes, sums.easy_no); }
std::optional<std::int64_t> safe_share(const opinions::Sums& sums) { return opinions::share(sums.safe_yes, sums.safe_no); }

/// Where there is most to mend: the lowest shares first.
h::Html lowest(const Context& c, std::string_view title, const std::vector<ServiceFigures>& all, Share share_of) {
    constexpr std::size_t most_bars = 8;
    std::vector<pages::Bar> shown;
    for (const auto& one : all)
        if (const auto share = share_of(one.sums)) shown.push_back({one.title, static_cast<double>(*share), c.text("per_cent", *share)});
    std::ranges::stable_sort(shown, {}, &pages::Bar::value);
    if (shown.size() > most_bars) shown.resize(most_bars);
    return shown.empty() ? h::Html() : pages::bar_chart(c.text, title, shown);
}

std::vector<std::string> columns(const Context& c) {
    return {c.text("service"), c.text("received"),    c.text("completion"), c.text("closed"), c.text("median_days"),
            c.text("invited"), c.text("answer_rate"), c.text("easy"),       c.text("safe")};
}

std::vector<std::string> values(const Context& c, const ServiceFigures& one) {
    const auto& sums = one.sums;
    return {one.title,
            std::to_string(one.received),
            completion(c, one.forms),
            std::to_string(one.closed),
            one.usual.cases == 0 ? "" : std::to_string(one.usual.median_days),
            std::to_string(sums.invited),
            answer_rate(c, sums),
            percent(c, sums.easy_yes, sums.easy_no),
            percent(c, sums.safe_yes, sums.safe_no)};
}

std::string address_of(std::string_view service) { return "/uppfoljning/" + http::percent_encoded(service); }

using What = cases::Figure::What;

std::string query_of(What what, Date from, Date until, std::string_view state = "") {
    return fmt::format("?slag={}&fran={}&till={}", to_name(what), to_iso(from), to_iso(until)) +
           (state.empty() ? "" : "&lage=" + http::percent_encoded(state));
}

/// A number that opens what it counts.
h::Html opens(const Context& c, std::string_view service, std::int64_t count, const std::string& query) {
    return count == 0 ? h::text(c.text.number(0)) : pages::link(address_of(service) + "/arenden" + query, std::to_string(count));
}

/// As the file has them, but where cases are counted the figure opens them.
std::vector<h::Html> opening_values(const Context& c, const ServiceFigures& one) {
    std::vector<h::Html> all;
    for (const auto& value : values(c, one)) all.push_back(value.empty() ? h::Html() : h::text(value));
    all[1] = opens(c, one.id, one.received, query_of(What::received, one.since, one.today));
    all[3] = opens(c, one.id, one.closed, query_of(What::closed, one.since, one.today));
    return all;
}

/// In a table of many services the same words in two columns hide what there is to see: a dash, with the words for who hears the page.
h::Html dash_for_few(const Context& c) {
    return h::make<R"(<span aria-hidden="true">–</span><span class="visually-hidden">{}</span>)">(c.text("too_few"));
}

h::Html facts_of(const Context& c, const ServiceFigures& one) {
    const auto names = columns(c);
    const auto all = opening_values(c, one);
    std::vector<pages::Fact> facts;
    for (std::size_t i = 1; i < names.size(); ++i)
        if (!all[i].empty()) facts.push_back({names[i], all[i]});
    return pages::facts(facts);
}

h::Html time_table(const Context& c, const ServiceFigures& one, const std::vector<TimeInState>& times) {
    if (times.empty()) return pages::empty_state(c.text("no_times"), c.text("none_do"));
    std::vector<pages::Bar> bars;
    std::vector<std::vector<h::Html>> rows;
    for (const auto& [label, time] : times) {
        bars.push_back({label, static_cast<double>(time.median), days(c, time.median)});
        rows.push_back({h::text(label), h::text(c.text("turn." + time.kind)),
                        opens(c, one.id, time.stays, query_of(What::stayed, one.since, one.today, time.state)),
                        h::text(days(c, time.median)), h::text(days(c, time.nine_of_ten))});
    }
    const auto table = pages::table(
        c.text("time_in_states"),
        {{c.text("state")}, {c.text("turn")}, {c.text("stays"), true}, {c.text("median"), true}, {c.text("nine_of_ten"), true}}, rows);
    return pages::bar_chart(c.text, c.text("median_in_state"), bars, table);
}

/// "maj 2026"
std::string month_name(const Context& c, Date first) {
    const auto day = civil(first);
    return texts::month_name(day.month, c.text.language()) + " " + std::to_string(day.year);
}

h::Html month_chart(const Context& c, const ServiceFigures& one, const std::vector<Month>& months) {
    std::vector<pages::TrendPoint> points;
    std::vector<std::vector<h::Html>> rows;
    for (const auto& month : months) {
        const auto name = month_name(c, month.first);
        points.push_back({name, static_cast<double>(month.received), std::to_string(month.received)});
        const Date last{month.after.days - 1};
        rows.push_back({h::text(name), opens(c, one.id, month.received, query_of(What::received, month.first, last)),
                        opens(c, one.id, month.closed, query_of(What::closed, month.first, last))});
    }
    const auto table = pages::table(c.text("by_month"), {{c.text("month")}, {c.text("received"), true}, {c.text("closed"), true}}, rows);
    return pages::trend_chart(c.text, c.text("received_by_month"), points, {}, table);
}

}  // namespace

http::Response questions_page(const Context& c, std::string_view token, const opinions::Invitation& invitation, std::string_view service) {
    const auto main = h::make<R"(<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}</div>)">(
        service.empty() ? c.text("ask_title") : c.text("ask_title_about", service), c.text("ask_lead"),
        question(c, token, opinions::Question::easy, invitation.easy_answered),
        question(c, token, opinions::Question::safe, invitation.safe_answered));
    return pages::task(c, {.title = c.text("ask_title"), .main = main}).with("Cache-Control", "no-store");
}

http::Response figures_page(const Context& c, const std::vector<ServiceFigures>& all) {
    std::vector<pages::Column> headings;
    for (const auto& name : columns(c)) headings.push_back({name, !headings.empty()});
    std::vector<std::vector<h::Html>> rows;
    for (const auto& one : all) {
        auto row = opening_values(c, one);
        row.front() = pages::link(address_of(one.id), one.title);
        if (!easy_share(one.sums)) row[row.size() - 2] = dash_for_few(c);
        if (!safe_share(one.sums)) row.back() = dash_for_few(c);
        rows.push_back(std::move(row));
    }
    const bool has_few = std::ranges::any_of(all, [](const ServiceFigures& one) { return !easy_share(one.sums) || !safe_share(one.sums); });
    const auto dash_says = h::when(has_few, [&] { return h::make<R"(<p class="muted small">{}</p>)">(c.text("dash_says")); });
    const auto table =
        rows.empty() ? pages::empty_state(c.text("none"), c.text("none_do")) : pages::table(c.text("title"), headings, rows) + dash_says;
    const auto main = h::make<R"(<h1>{}</h1><p class="lead">{}</p><div class="stack-lg"><div class="cols cols--2">{}{}</div>{}{}</div>)">(
        c.text("title"), c.text("lead"), lowest(c, c.text("lowest_easy"), all, easy_share),
        lowest(c, c.text("lowest_safe"), all, safe_share), table,
        pages::button_row(pages::link_button("/uppfoljning/tjanster.csv", c.text("as_csv"), pages::Button::secondary)));
    return pages::app(c, {.title = c.text("title"), .main = main});
}

http::Response csv(const Context& c, const std::vector<ServiceFigures>& all) {
    auto body = csv::line(columns(c));
    for (const auto& one : all) body += csv::line(values(c, one));
    return pages::csv_file(std::move(body), "tjanster");
}

http::Response service_page(const Context& c, const ServiceFigures& one, const std::vector<Month>& months,
                            const std::vector<TimeInState>& times) {
    const auto list = "/handlaggning/alla?tjanst=" + http::percent_encoded(one.id);
    const auto ways_on = pages::link_button(list, c.text("open_cases"), pages::Button::secondary) +
                         pages::link_button(list + "&lage=closed", c.text("closed_cases"), pages::Button::secondary) +
                         pages::link_button(address_of(one.id) + "/arenden.csv", c.text("cases_as_csv"), pages::Button::secondary) +
                         pages::link_button(address_of(one.id) + "/fore-och-efter", c.text("before_and_after"), pages::Button::secondary);
    const auto main = h::make<
        R"({}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}<section><h2>{}</h2>{}</section><section><h2>{}</h2>{}</section>{}</div>)">(
        pages::back_link("/uppfoljning", c.text("title")), one.title, c.text("lead"), facts_of(c, one), c.text("time_in_states"),
        time_table(c, one, times), c.text("by_month"), month_chart(c, one, months), pages::button_row(ways_on));
    return pages::app(c, {.title = one.title, .main = main});
}

namespace {

/// What is known of a case behind a figure, in words; the last column only where a state is asked about.
std::vector<std::string> case_columns(const Context& c, const CasesBehind& behind) {
    std::vector<std::string> all{c.text("number"),  c.text("channel"),   c.text("received_on"), c.text("closed_on"),
                                 c.text("outcome"), c.text("took_days"), c.text("waited_days")};
    if (!behind.state.empty()) all.push_back(c.text("days_in", behind.state));
    return all;
}

std::vector<std::string> case_values(const Context& c, const CasesBehind& behind, const cases::FigureCase& one) {
    const auto outcome = [&](const std::string& id) {
        const auto* found = behind.service.decision.outcome(id);
        return found ? found->label.in(c.text.language()) : c.text.has("outcome." + id) ? c.text("outcome." + id) : id;
    };
    const auto whole_days = [](std::int64_t microseconds) { return std::to_string(microseconds / microseconds_a_day); };
    std::vector<std::string> all{one.number,
                                 c.text("channel." + one.channel),
                                 to_iso(swedish_date(one.received_at)),
                                 one.closed_at ? to_iso(swedish_date(*one.closed_at)) : "",
                                 outcome(one.outcome),
                                 one.closed_at ? whole_days(one.closed_at->value - one.received_at.value) : "",
                                 whole_days(one.waited_for_applicant)};
    if (!behind.state.empty()) all.push_back(c.text.number(static_cast<double>(one.stayed) / microseconds_a_day, 1));
    return all;
}

h::Html case_table(const Context& c, const CasesBehind& behind, const std::string& title) {
    if (behind.cases.empty()) return pages::empty_state(c.text("no_cases_behind"), c.text("no_cases_behind_words"));
    std::vector<pages::Column> headings;
    for (const auto& name : case_columns(c, behind)) headings.push_back({name, headings.size() > 4});
    std::vector<std::vector<h::Html>> rows;
    for (const auto& one : behind.cases) {
        if (std::ssize(rows) == most_rows) break;
        std::vector<h::Html> row;
        for (const auto& value : case_values(c, behind, one)) row.push_back(h::text(value.empty() ? "–" : value));
        row.front() = pages::link("/handlaggning/arenden/" + one.number, one.number);
        rows.push_back(std::move(row));
    }
    return pages::table(title, headings, rows);
}

/// "Kom in 1 maj 2026–31 maj 2026"
std::string figure_in_words(const Context& c, const CasesBehind& behind) {
    const auto key = "behind." + std::string(to_name(behind.figure.what));
    return c.text(key, c.text.day(swedish_date(behind.figure.from)), c.text.day(behind.until), behind.state);
}

}  // namespace

http::Response cases_page(const Context& c, const CasesBehind& behind) {
    const auto title = behind.service.title.in(c.text.language());
    const auto words = figure_in_words(c, behind);
    const bool is_all = std::ssize(behind.cases) <= most_rows;
    const auto file = address_of(behind.service.id) + "/arenden.csv" +
                      query_of(behind.figure.what, swedish_date(behind.figure.from), behind.until, behind.figure.state);
    const auto main = h::make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}{}{}</div>)">(
        pages::back_link(address_of(behind.service.id), title), c.text("cases_behind"), title + ". " + words,
        h::when(is_all && std::ssize(behind.cases) < behind.in_all,
                [&] { return h::make<"<p>{}</p>">(c.text("others_are_closed_to_you", behind.in_all, behind.cases.size())); }),
        case_table(c, behind, words), h::when(!is_all, [&] { return h::make<"<p>{}</p>">(c.text("first_are_shown", most_rows)); }),
        pages::button_row(pages::link_button(file, c.text("cases_as_csv"), pages::Button::secondary)));
    return pages::app(c, {.title = c.text("cases_behind") + ": " + title, .main = main});
}

http::Response cases_csv(const Context& c, const CasesBehind& behind) {
    auto body = csv::line(case_columns(c, behind));
    for (const auto& one : behind.cases) body += csv::line(case_values(c, behind, one));
    return pages::csv_file(std::move(body), behind.service.id);
}

}  // namespace figures::views
