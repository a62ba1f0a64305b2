#include "areas/figures/study_views.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engines/pages/csv_file.h"
#include "foundation/csv/csv.h"
#include "foundation/texts/icu_words.h"

namespace figures::views {

namespace h = html;

namespace {

constexpr std::size_t most_rows = 200;

std::string address_of(const services::Service& service, std::string_view ending = "") {
    return "/uppfoljning/" + http::percent_encoded(service.id) + "/fore-och-efter" + std::string(ending);
}

std::string query_of(const StudyForm& typed) {
    return "?dag=" + http::percent_encoded(typed.day) + "&manader=" + http::percent_encoded(typed.months) +
           "&minuter=" + http::percent_encoded(typed.minutes) + "&timkostnad=" + http::percent_encoded(typed.kronor);
}

std::string name_of(const Context& c, Measure measure) { return c.text("measure." + std::string(to_name(measure))); }

std::string shown(const Context& c, Measure measure, double value) {
    const auto number = c.text.number(value, 1);
    return measure == Measure::deeds ? number : c.text("days", number);
}

/// With its sign: a change.
std::string change(const Context& c, Measure measure, double value) { return (value > 0 ? "+" : "") + shown(c, measure, value); }

h::Html asked(const Context& c, const StudyScreen& screen) {
    const pages::Errors errors(c.text, screen.errors);
    const auto field = [&](std::string_view name, std::string_view key, const std::string& value, const std::string& suffix) {
        return pages::text_field(c.text, {.name = std::string(name),
                                          .label = c.text(key),
                                          .value = value,
                                          .error = errors.at(name),
                                          .inputmode = "numeric",
                                          .width = "4",
                                          .suffix = suffix});
    };
    return h::make<R"(<form class="filters row" action="{}">{}{}{}{}{}</form>)">(
        address_of(*screen.service),
        pages::day_field(c.text, {.name = "dag", .label = c.text("changed_on"), .value = screen.typed.day, .error = errors.at("dag")}),
        field("manader", "months_each_side", screen.typed.months, ""), field("minuter", "minutes_a_deed", screen.typed.minutes, "min"),
        field("timkostnad", "kronor_an_hour", screen.typed.kronor, "kr"), pages::button(c.text("compare")));
}

std::string verdict(const Context& c, const Study& study) {
    const auto difference = study.comparisons.front().difference();
    // Where the medians say nothing, or something else, no days are named.
    const auto words = [&](const std::string& key, double days) {
        return days >= 0.05 ? c.text(key, shown(c, Measure::whole, days)) : c.text(key + "_mostly");
    };
    switch (verdict_of(study)) {
        case Verdict::too_open: return c.text("too_open");
        case Verdict::unsure: return c.text("no_sure_difference");
        case Verdict::quicker: return words("is_quicker", -difference);
        case Verdict::slower: return words("is_slower", difference);
    }
    return {};
}

/// The answer first, in words.
h::Html in_words(const Context& c, const StudyScreen& screen) {
    const auto& study = *screen.study;
    const auto& whole = study.comparisons.front();
    const auto& deeds = study.comparisons.back();
    const auto round = [](double value) { return static_cast<std::int64_t>(std::llround(value)); };
    std::vector<std::string> lines{
        c.text("followed_words", screen.sides.window.followed, screen.sides.window.days),
        c.text("interval_words", change(c, Measure::whole, whole.interval.from), change(c, Measure::whole, whole.interval.to)),
        c.text("rank_words", round(whole.test.smaller_after * 100)),
        whole.test.chance < 0.001 ? c.text("chance_small") : c.text("chance_words", c.text.number(whole.test.chance * 100, 1))};
    if (whole.at_same_load) lines.push_back(c.text("same_load_words", change(c, Measure::whole, *whole.at_same_load)));
    const auto money = round(std::abs(study.kronor_a_year) / 1000) * 1000;
    lines.push_back(c.text(study.kronor_a_year < 0 ? "costs_more" : "saves", c.text.number(deeds.before.mean, 1),
                           c.text.number(deeds.after.mean, 1), c.text.number(static_cast<double>(round(study.cases_a_year))),
                           c.text.number(static_cast<double>(money))));
    if (study.not_closed > 0) lines.push_back(c.text("not_closed_words", study.not_closed, screen.sides.window.followed));
    if (screen.sides.before.is_cut || screen.sides.after.is_cut)
        lines.push_back(c.text("cut_words", std::max(screen.sides.before.cases.size(), screen.sides.after.cases.size())));
    return h::make<R"(<section aria-labelledby="h-words"><h2 id="h-words">{}</h2>{}</section>)">(
        verdict(c, study), h::each(lines, [](const std::string& line) { return h::make<"<p>{}</p>">(line); }));
}

h::Html comparison_table(const Context& c, const Study& study) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& one : study.comparisons) {
        const auto side = [&](const Spread& spread) {
            return h::text(c.text("median_and_quartiles", shown(c, one.measure, spread.median), c.text.number(spread.lower, 1),
                                  c.text.number(spread.upper, 1)));
        };
        rows.push_back({h::text(name_of(c, one.measure)), side(one.before), side(one.after),
                        h::text(change(c, one.measure, one.difference())),
                        h::text(c.text("from_to", change(c, one.measure, one.interval.from), change(c, one.measure, one.interval.to))),
                        h::text(one.at_same_load ? change(c, one.measure, *one.at_same_load) : "–")});
    }
    const auto& whole = study.comparisons.front();
    const auto cases = [&](std::string_view key, std::string_view anchor, std::size_t count) {
        return h::make<R"(<a href="#{}">{}</a>)">(anchor, c.text(key, count));
    };
    return pages::table(c.text("before_and_after"),
                        {{c.text("measure")},
                         {c.text("before")},
                         {c.text("after")},
                         {c.text("difference")},
                         {c.text("sure_between")},
                         {c.text("at_same_load")}},
                        rows) +
           h::make<"<p>{} · {}</p>">(cases("cases_before", "fore", whole.before.cases), cases("cases_after", "efter", whole.after.cases));
}

h::Html median_bars(const Context& c, const Study& study) {
    std::vector<pages::Bar> bars;
    for (const auto& one : study.comparisons) {
        if (one.measure == Measure::deeds) continue;
        bars.push_back(
            {name_of(c, one.measure) + ", " + c.text("before_short"), one.before.median, shown(c, one.measure, one.before.median)});
        bars.push_back({name_of(c, one.measure) + ", " + c.text("after_short"), one.after.median, shown(c, one.measure, one.after.median)});
    }
    return pages::bar_chart(c.text, c.text("median_days_chart"), bars);
}

h::Html month_line(const Context& c, const StudySides& sides) {
    std::map<std::int64_t, std::vector<double>> months;
    for (const auto* side : {&sides.before, &sides.after})
        for (const auto& one : side->cases) {
            const auto day = civil(swedish_date(one.received_at));
            months[day.year * 12 + day.month - 1].push_back(
                measured(one, Measure::whole).value_or(static_cast<double>(sides.window.followed)));
        }
    if (months.size() < 2) return {};
    std::vector<pages::TrendPoint> points;
    for (auto& [month, values] : months) {
        const auto median = spread_of(values).median;
        points.push_back({texts::month_name(static_cast<int>(month % 12) + 1, c.text.language()) + " " + std::to_string(month / 12), median,
                          shown(c, Measure::whole, median)});
    }
    return pages::trend_chart(c.text, c.text("median_by_month"), points);
}

/// The cases behind the figures: a page of them here, all in the file.
h::Html cases_behind(const Context& c, std::string_view id, const std::string& heading, const std::vector<cases::StudiedCase>& all) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& one : all) {
        if (rows.size() == most_rows) break;
        std::vector<h::Html> row{pages::link("/handlaggning/arenden/" + one.number, one.number),
                                 h::text(c.text.short_day(swedish_date(one.received_at))),
                                 h::text(one.closed_at ? c.text.short_day(swedish_date(*one.closed_at)) : "–")};
        for (const auto measure : measures) {
            const auto value = measured(one, measure);
            row.push_back(h::text(value ? c.text.number(*value, 1) : "–"));
        }
        rows.push_back(std::move(row));
    }
    std::vector<pages::Column> columns{{c.text("number")}, {c.text("received_on")}, {c.text("closed_on")}};
    for (const auto measure : measures) columns.push_back({name_of(c, measure), true});
    const auto more = h::when(all.size() > most_rows, [&] { return h::make<"<p>{}</p>">(c.text("rest_in_file", most_rows, all.size())); });
    return h::make<R"(<section id="{}">{}</section>)">(id, pages::details(heading, pages::table(heading, columns, rows) + more));
}

h::Html result(const Context& c, const StudyScreen& screen) {
    if (!screen.terms) return h::make<"<p>{}</p>">(c.text("study_asks"));
    if (!screen.study)
        return pages::empty_state(c.text("too_few_cases"), c.text("too_few_cases_words", fewest_in_study, screen.sides.before.cases.size(),
                                                                  screen.sides.after.cases.size()));
    const auto& sides = screen.sides;
    const auto file = address_of(*screen.service, ".csv") + query_of(screen.typed);
    return in_words(c, screen) + comparison_table(c, *screen.study) +
           h::make<R"(<div class="cols cols--2">{}{}</div>)">(median_bars(c, *screen.study), month_line(c, sides)) +
           cases_behind(c, "fore", c.text("cases_before", sides.before.cases.size()), sides.before.cases) +
           cases_behind(c, "efter", c.text("cases_after", sides.after.cases.size()), sides.after.cases) +
           pages::details(c.text("how_it_is_reckoned"), h::make<"<p>{}</p>">(c.text("how_words"))) +
           pages::button_row(pages::link_button(file, c.text("cases_as_csv"), pages::Button::secondary));
}

}  // namespace

http::Response study_page(const Context& c, const StudyScreen& screen) {
    const auto title = c.text("before_and_after");
    const auto service = screen.service->title.in(c.text.language());
    const auto main = h::make<R"({}{}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}</div>)">(
        pages::back_link("/uppfoljning/" + http::percent_encoded(screen.service->id), service),
        pages::error_summary(c.text, pages::Errors(c.text, screen.errors)), title, c.text("study_lead", service), asked(c, screen),
        screen.errors.empty() ? result(c, screen) : h::Html());
    return pages::app(
        c,
        {.title = title + ": " + service, .main = main, .status = screen.errors.empty() ? 200 : 422, .has_errors = !screen.errors.empty()});
}

http::Response study_csv(const Context& c, const services::Service& service, const StudySides& sides) {
    std::vector<std::string> columns{c.text("number"), c.text("side"), c.text("received_on"), c.text("closed_on")};
    for (const auto measure : measures) columns.push_back(name_of(c, measure));
    auto body = csv::line(columns);
    const auto add = [&](const cases::Studied& side, std::string_view key) {
        for (const auto& one : side.cases) {
            std::vector<std::string> row{one.number, c.text(key), to_iso(swedish_date(one.received_at)),
                                         one.closed_at ? to_iso(swedish_date(*one.closed_at)) : ""};
            for (const auto measure : measures) {
                const auto value = measured(one, measure);
                row.push_back(value ? c.text.number(*value, 2) : "");
            }
            body += csv::line(row);
        }
    };
    add(sides.before, "before_short");
    add(sides.after, "after_short");
    return pages::csv_file(std::move(body), service.id);
}

}  // namespace figures::views
