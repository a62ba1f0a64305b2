#include "areas/disposal/log_views.h"

#include <fmt/format.h>

#include "areas/disposal/approval_views.h"
#include "engines/pages/csv_file.h"
#include "foundation/csv/csv.h"

namespace disposal::views {

namespace h = html;
using audit::LogList;
using audit::LogMonth;

std::string address_of(LogListId id) { return fmt::format("/gallring/loggen/{}", id.value); }

namespace {

Standing standing(const Context& c, const LogList& list) { return standing_of(list, c.text("state_log_approved")); }

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
                                 {c.text("state"), state_of(c.text, standing(c, list))}};
    add_standing(c.text, standing(c, list), c.text("log_outcome_says", list.removed), all);
    return pages::facts(all);
}

std::string title_of(const Texts& text, const LogList& list) { return text("log_list_of", text.day(swedish_date(list.made_at))); }

}  // namespace

http::Response logs_page(const Context& c, const std::vector<LogList>& lists, const municipality::LogRetention& kept,
                         const std::optional<audit::Removed>& gone) {
    std::vector<std::vector<h::Html>> rows;
    for (const auto& list : lists)
        rows.push_back({pages::link(address_of(list.id), title_of(c.text, list)), h::text(c.text.day(list.before)),
                        h::text(number(c.text, list.done_at ? list.removed : list.due)), state_of(c.text, standing(c, list))});
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
    return page_of_list(c, {.title = title_of(c.text, shown.list),
                            .address = address_of(shown.list.id),
                            .back = pages::back_link("/gallring/loggen", c.text("log_title")),
                            .facts = facts(c, shown.list),
                            .table = months_table(c, shown),
                            .may_approve = !shown.list.approved_at,
                            .looked_through = c.text("log_looked_through", shown.list.due),
                            .approve_says = c.text("log_approve_says"),
                            .error = error});
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
