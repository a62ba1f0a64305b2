#include <fmt/format.h>

#include <algorithm>

#include "areas/fault_reports/views.h"
#include "engines/pages/csv_file.h"
#include "foundation/csv/csv.h"

namespace fault_reports::views {

using pages::Html;
namespace h = html;

namespace {

constexpr const char *address_of_figures = "/handlaggning/felanmalningar/statistik",
                     *address_of_reports = "/handlaggning/felanmalningar/statistik/anmalningar";

std::string query_of(std::string_view service, Counting counting) {
    return fmt::format("?kategori={}&slag={}", http::percent_encoded(service), to_name(counting));
}

enum class Numbers { alone, opening };

Html figures_of(const Context& c, const std::vector<CategoryFigures>& all, Numbers numbers) {
    std::vector<std::vector<Html>> rows;
    std::vector<pages::Bar> bars;
    constexpr double day = microseconds_a_day;
    for (const auto& one : all) {
        const bool enough = one.usual.number >= least_answers;
        const auto days = [&](std::int64_t time) {
            return enough ? c.text("days", c.text.number(static_cast<double>(time) / day, 1)) : c.text("too_few");
        };
        const auto number = [&](const std::string& shown, std::int64_t counts, Counting counting) {
            if (numbers == Numbers::alone || counts == 0) return h::text(shown);
            return pages::link(address_of_reports + query_of(one.service, counting), shown);
        };
        const auto share = share_of(one.verdicts.yes, one.verdicts.no);
        const auto said = share ? c.text("share", share->percent, share->from, share->to) : c.text("too_few");
        const auto said_by = one.verdicts.yes + one.verdicts.no;
        rows.push_back({h::text(one.title), number(std::to_string(one.counted.received), one.counted.received, Counting::received),
                        number(std::to_string(one.counted.open), one.counted.open, Counting::open),
                        number(days(one.usual.median), one.usual.number, Counting::mended),
                        number(days(one.usual.nine_of_ten), one.usual.number, Counting::mended), number(said, said_by, Counting::judged)});
        if (enough) bars.push_back({one.title, static_cast<double>(one.usual.median) / day, days(one.usual.median)});
    }
    const auto table = pages::table(c.text("statistics"),
                                    {{c.text("what_fault")},
                                     {c.text("received"), true},
                                     {c.text("still_open"), true},
                                     {c.text("median"), true},
                                     {c.text("nine_of_ten"), true},
                                     {c.text("say_yes"), true}},
                                    rows);
    return bars.empty() ? table : pages::bar_chart(c.text, c.text("median_by_category"), bars, table);
}

/// Nothing where no register tells what stands in the street, or nothing is reported that often.
Html things_of(const Context& c, const std::vector<AssetFigure>& all) {
    if (all.empty()) return {};
    std::vector<std::vector<Html>> rows;
    for (const auto& one : all)
        rows.push_back(
            {h::text(assets::words_of(c.text, one.of)), h::text(one.road.empty() ? "–" : one.road), h::text(std::to_string(one.reports))});
    return h::make<"<section><h2>{}</h2>{}</section>">(
        c.text("most_reported"),
        pages::table(c.text("most_reported"), {{c.text("which_thing_it_is")}, {c.text("road")}, {c.text("received"), true}}, rows));
}

Html whole_page(const Context& c, const Html& back, const Figures& all, Numbers numbers) {
    return h::make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}<p class="small muted">{}</p>{}</div>)">(
        back, c.text("statistics"), c.text("statistics_lead"), figures_of(c, all.categories, numbers), c.text("statistics_how"),
        things_of(c, all.assets));
}

std::vector<std::string> columns(const Context& c) {
    return {c.text("number"), c.text("place"), c.text("district"), c.text("reported"), c.text("closed"), c.text("days_taken")};
}

std::vector<std::string> values(const cases::PlacedCase& one) {
    const auto took = one.closed_at ? std::to_string((one.closed_at->value - one.received_at.value) / microseconds_a_day) : "";
    return {one.number,
            one.place.road,
            one.place.district,
            to_iso(swedish_date(one.received_at)),
            one.closed_at ? to_iso(swedish_date(*one.closed_at)) : "",
            took};
}

Html report_table(const Context& c, const ReportsBehind& behind, const std::string& title) {
    if (behind.reports.empty()) return pages::empty_state(c.text("no_reports_behind"), c.text("no_reports_behind_do"));
    std::vector<pages::Column> headings;
    for (const auto& name : columns(c)) headings.push_back({name, headings.size() > 4});
    std::vector<std::vector<Html>> rows;
    for (const auto& one : behind.reports) {
        if (std::ssize(rows) == most_rows) break;
        std::vector<Html> row;
        for (const auto& value : values(one)) row.push_back(h::text(value.empty() ? "–" : value));
        row.front() = pages::link("/handlaggning/felanmalningar/" + one.number, one.number);
        rows.push_back(std::move(row));
    }
    return pages::table(title, headings, rows);
}

}  // namespace

http::Response statistics_page(const Context& c, const Figures& all) {
    const auto back = pages::back_link("/felanmalan/karta", c.text("all_reports"));
    return pages::site(c, {.title = c.text("statistics"), .main = whole_page(c, back, all, Numbers::alone)});
}

http::Response staff_statistics_page(const Context& c, const Figures& all) {
    const auto back = pages::back_link("/handlaggning/felanmalningar", c.text("faults"));
    return pages::app(c, {.title = c.text("statistics"), .main = whole_page(c, back, all, Numbers::opening)});
}

http::Response reports_behind_page(const Context& c, const ReportsBehind& behind) {
    const auto words = c.text("behind." + std::string(to_name(behind.counting)));
    const auto shown = std::min<std::int64_t>(std::ssize(behind.reports), most_rows);
    const bool is_all = std::ssize(behind.reports) <= most_rows;
    const auto main = h::make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}{}{}</div>)">(
        pages::back_link(address_of_figures, c.text("statistics")), c.text("reports_behind"), behind.title + ". " + words,
        h::when(is_all && shown < behind.in_all,
                [&] { return h::make<"<p>{}</p>">(c.text("others_are_closed_to_you", behind.in_all, shown)); }),
        report_table(c, behind, words), h::when(!is_all, [&] { return h::make<"<p>{}</p>">(c.text("newest_are_shown", most_rows)); }),
        pages::button_row(pages::link_button(address_of_reports + (".csv" + query_of(behind.service, behind.counting)),
                                             c.text("reports_as_csv"), pages::Button::secondary)));
    return pages::app(c, {.title = c.text("reports_behind") + ": " + behind.title, .main = main});
}

http::Response reports_csv(const Context& c, const ReportsBehind& behind) {
    auto body = csv::line(columns(c));
    for (const auto& one : behind.reports) body += csv::line(values(one));
    return pages::csv_file(std::move(body), behind.service);
}

}  // namespace fault_reports::views
