#include "areas/disposal/log_views.h"

#include <fmt/format.h>

#include "engines/pages/csv_file.h"
#include "foundation/csv/csv.h"

namespace disposal::views {

namespace h = html;
using audit::LogList;
using audit::LogMonth;

std::string address_of(LogListId id) { return fmt::format("/gallring/loggen/{}", id.value); }

namespace {

h::Html state_of(const Texts& text, const LogList& list) {
    if (list.done_at) return pages::tag(pages::Tone::ok, "check", text("state_done"));
    if (list.approved_at) return pages::tag(pages::Tone::info, "hourglass", text("state_log_approved"));
    return pages::tag(pages::Tone::warn, "file-search", text("state_waiting"));
}

std::string name_of(const Texts& text, const LogMonth& month) {
    const auto day = civil(month.month);
    return text("month." + std::to_string(day.month), std::to_string(day.year));
}

std::string number(const Texts& text, std::int64_t of) { return text.number(static_cast<double>(of)); }

std::string ground_of(const Texts& text, const std::string& ground) { return ground.empty() ? text("log_no_ground") : ground; }

h::Html months_table(const Context& c, const ShownLog& shown) {
    const bool is_report = shown.list.done_at.has_value();
    std::vector<std::vector<h::Html>> rows;
    for (const auto& month : shown.months) {
        const auto goes = is_report ? month.removed : month.entries - month.stays;
        rows.push_back({h::make<R"(<span class="nowrap">{}</span>)">(name_of(c.text, month)), h::text(number(c.text, month.entries)),
                        h::text(number(c.text, month.entries - goes)), h::text(number(c.text, goes))});
    }
    return pages::table(c.text("log_months"),
                        {{c.text("log_month")},
                         {c.text("log_entries"), true},
                         {c.text(is_report ? "log_stayed" : "log_stays"), true},
                         {c.text(is_report ? "log_removed" : "log_goes"), true}},
                        rows);
}

h::Html facts(const Context& c, const LogList& list) {
    std::vector<pages::Fact> all{{c.text("log_before"), h::text(c.text.day(list.before))},
                                 {c.text("ground"), h::text(ground_of(c.text, list.ground))},
                                 {c.text("made"), h::text(c.text.moment(list.made_at))},
                                 {c.text("state"), state_of(c.text, list)}};
    if (list.approved_at)
        all.push_back({c.text("approved"), h::text(c.text("approved_by", list.approved_by_name, c.text.moment(*list.approved_at)))});
    if (list.done_at) {
        all.push_back({c.text("done"), h::text(c.text.moment(*list.done_at))});
        all.push_back({c.text("outcome"), h::text(c.text("log_outcome_says", list.removed))});
    }
    return pages::facts(all);
}

h::Html approve_form(const Context& c, const LogList& list, std::string_view error) {
    const auto box = pages::checkbox(
        c.text, {.name = "looked_through", .label = c.text("log_looked_through", list.due), .error = error.empty() ? "" : c.text(error)},
        false);
    return h::make<R"(<section class="stack"><h2>{}</h2><p>{}</p>{}</section>)">(
        c.text("approve_heading"), c.text("log_approve_says"),
        pages::form(c, address_of(list.id) + "/godkann", box + pages::form_foot(pages::button(c.text("approve"), pages::Button::danger))));
}

std::string title_of(const Texts& text, const LogList& list) { return text("log_list_of", text.day(swedish_date(list.made_at))); }

}  // namespace

http::Response logs_page(const Context& c, const std::vector<LogList>& lists, const municipality::LogRetention& kept,
                         const std::optional<audit::Removed>& gone) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& list : lists)
        rows.push_back({pages::link(address_of(list.id), title_of(c.text, list)), h::text(c.text.day(list.before)),
                        h::text(number(c.text, list.done_at ? list.removed : list.due)), state_of(c.text, list)});
    const auto table =
        rows.empty() ? pages::empty_state(c.text("no_lists"), c.text("no_logs_do"))
                     : pages::table(c.text("log_lists"),
                                    {{c.text("list")}, {c.text("log_before")}, {c.text("log_entries"), true}, {c.text("state")}}, rows);
    std::vector<pages::Fact> rule{{c.text("log_kept"), h::text(c.text("log_kept_years", kept.years))},
                                  {c.text("ground"), h::text(ground_of(c.text, kept.ground))}};
    if (gone) rule.push_back({c.text("log_gone"), h::text(c.text("log_gone_says", gone->entries, gone->until + 1))});
    const auto main = h::make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}{}</div>)">(
        pages::back_link("/gallring", c.text("title")), c.text("log_title"), c.text("log_lead"), pages::facts(rule), table,
        pages::details(c.text("log_stays_heading"), pages::prose(c.text("log_stays_says"))));
    return pages::app(c, {.title = c.text("log_title"), .main = main});
}

http::Response log_page(const Context& c, const ShownLog& shown, std::string_view error) {
    const auto title = title_of(c.text, shown.list);
    std::vector<pages::ShownError> errors;
    if (!error.empty()) errors.push_back({"looked_through", c.text(error)});
    const auto main = h::make<R"({}{}<h1>{}</h1><div class="stack-lg">{}{}{}{}</div>)">(
        pages::back_link("/gallring/loggen", c.text("log_title")), pages::error_summary(c.text, errors), title, facts(c, shown.list),
        months_table(c, shown), h::when(!shown.list.approved_at, [&] { return approve_form(c, shown.list, error); }),
        pages::button_row(pages::link_button(address_of(shown.list.id) + "/rapport.csv", c.text("as_csv"), pages::Button::secondary)));
    return pages::app(c, {.title = title, .main = main, .status = errors.empty() ? 200 : 422, .has_errors = !errors.empty()});
}

http::Response csv(const Context& c, const ShownLog& shown) {
    const auto& list = shown.list;
    auto body = csv::line({c.text("log_month"), c.text("log_first"), c.text("log_last"), c.text("log_entries"), c.text("log_removed"),
                           c.text("result_day"), c.text("ground"), c.text("approved")});
    for (const auto& month : shown.months)
        body += csv::line({to_iso(month.month).substr(0, 7), std::to_string(month.first_seq), std::to_string(month.last_seq),
                           std::to_string(month.entries), std::to_string(month.removed), month.at ? to_iso(swedish_date(*month.at)) : "",
                           ground_of(c.text, list.ground), list.approved_by_name});
    return pages::csv_file(std::move(body), fmt::format("gallring-logg-{}", list.id.value));
}

}  // namespace disposal::views
