#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"
#include "engines/pages/csv_file.h"
#include "foundation/csv/csv.h"

namespace case_desk::views {

using pages::Html;

namespace {

std::string decider(const Context& c, const cases::DelegatedDecision& decision) {
    return decision.is_automatic() ? c.text.of("cases")("automatic_signer") : decision.decided_by_name;
}

Html notice_of(const Context& c, const std::string& text_key) {
    return html::when(!text_key.empty(), [&] { return pages::notice(pages::Tone::warn, c.text.of("cases")(text_key)); });
}

Html decisions_table(const Context& c, const std::vector<cases::DelegatedDecision>& decisions) {
    const auto language = c.text.language();
    std::vector<std::vector<Html>> rows;
    for (const auto& one : decisions)
        rows.push_back({pages::link(case_address(one.number), one.number), html::text(one.title.in(language)),
                        html::text(one.outcome_words.in(language)), html::text(c.text.day(swedish_date(one.decided_at))),
                        html::text(decider(c, one)), html::text(one.delegation)});
    return pages::table(c.text("delegated_decisions"),
                        {{c.text("column.number")},
                         {c.text("column.title")},
                         {c.text("delegated_outcome")},
                         {c.text("delegated_on")},
                         {c.text("delegated_by")},
                         {c.text("delegated_row")}},
                        rows);
}

/// Nothing has been reported from here: from which day on?
Html first_day_form(const Context& c, const DelegatedScreen& screen) {
    if (!screen.is_first) return {};
    return html::make<R"(<form method="get" action="{}"><div class="stack">{}{}</div></form>)">(
        delegated_address(screen.committee.id),
        pages::day_field(
            c.text, {.name = "fran", .label = c.text("report_since"), .hint = c.text("report_since_hint"), .value = to_iso(screen.since)}),
        pages::button(c.text("report_show"), pages::Button::secondary));
}

Html report_form(const Context& c, const DelegatedScreen& screen, const pages::Errors& errors) {
    if (screen.decisions.empty()) return pages::empty_state(c.text("nothing_to_report"), c.text("nothing_to_report_words"));
    const auto more =
        html::when(screen.more_wait, [&] { return html::make<"<p>{}</p>">(c.text("more_than_in_a_report", cases::most_in_a_report)); });
    const auto form = html::when(screen.may_report, [&] {
        return pages::form(c, delegated_address(screen.committee.id),
                           pages::hidden("until", std::to_string(screen.until.value)) + pages::hidden("since", to_iso(screen.since)) +
                               pages::day_field(c.text, {.name = "meeting_on",
                                                         .label = c.text("which_meeting"),
                                                         .value = screen.meeting_on,
                                                         .error = errors.at("meeting_on")}) +
                               pages::form_foot(pages::button(c.text("report_decisions", screen.decisions.size()))));
    });
    return more + form + decisions_table(c, screen.decisions);
}

Html reports_list(const Context& c, const DelegatedScreen& screen) {
    if (screen.reports.empty()) return {};
    std::vector<pages::Link> links;
    for (const auto& one : screen.reports)
        links.push_back({.href = report_address(one.committee, one.id),
                         .icon_name = "file-text",
                         .words = c.text("report_to_meeting", c.text.day(one.meeting_on)),
                         .sub = c.text("report_made", one.decisions, c.text.day(swedish_date(one.made_at)), one.made_by_name)});
    return html::make<R"(<section aria-labelledby="h-reports"><h2 id="h-reports" class="desk__h2">{}</h2>{}</section>)">(
        c.text("reports_before"), pages::linklist(links));
}

}  // namespace

Html delegated_committees(const Context& c, const MeetingsScreen& screen) {
    if (screen.committees.empty()) return {};
    std::vector<std::vector<Html>> rows;
    for (const auto& one : screen.committees)
        rows.push_back({pages::link(delegated_address(one.unit.id), one.unit.name(c.text.language())),
                        html::text(one.unreported < cases::most_in_a_report ? std::to_string(one.unreported)
                                                                            : c.text("report_many", cases::most_in_a_report)),
                        html::text(one.last ? c.text.day(*one.last) : c.text("never_reported"))});
    return html::make<R"(<section aria-labelledby="h-delegated"><h2 id="h-delegated" class="desk__h2">{}</h2><p>{}</p>{}</section>)">(
        c.text("delegated_decisions"), c.text("delegated_words"),
        pages::table(c.text("delegated_decisions"), {{c.text("committee_column")}, {c.text("to_report"), true}, {c.text("reported_last")}},
                     rows));
}

http::Response delegated_page(const Context& c, const DelegatedScreen& screen) {
    const auto errors = shown(c, screen.errors);
    const auto title = c.text("delegated_to", screen.committee.name(c.text.language()));
    const auto content = html::make<R"({}{}{}<header class="desk__head"><h1>{}</h1></header><div class="form-body stack-lg">{}{}{}</div>)">(
        pages::back_link(meetings_address, c.text("meetings")), pages::error_summary(c.text, errors), notice_of(c, screen.notice), title,
        first_day_form(c, screen), report_form(c, screen, errors), reports_list(c, screen));
    return pages::app(c, {.title = title,
                          .main = pages::desk(c.text, {}, content),
                          .status = screen.errors.empty() && screen.notice.empty() ? 200 : 422,
                          .has_errors = !screen.errors.empty(),
                          .island = "desk"});
}

http::Response report_page(const Context& c, const ReportScreen& screen) {
    const auto address = report_address(screen.committee.id, screen.report.id);
    const auto back = html::when(screen.may_report && screen.report.meeting_on >= screen.today, [&] {
        return pages::form(c, address, pages::button_row(pages::button(c.text("take_back_report"), pages::Button::quiet)));
    });
    const auto content = html::make<R"({}{}<header class="desk__head"><h1>{}</h1></header><div class="stack-lg">{}{}{}</div>)">(
        pages::back_link(delegated_address(screen.committee.id), c.text("delegated_decisions")), notice_of(c, screen.notice),
        screen.letter.heading,
        pages::button_row(pages::link_button(address + "/pdf", c.text("report_as_pdf"), pages::Button::secondary) +
                          pages::link_button(address + "/fil.csv", c.text("report_as_csv"), pages::Button::secondary)),
        letters::article(c.tenant.texts, screen.letter), back);
    return pages::app(c, {.title = screen.letter.heading,
                          .main = pages::desk(c.text, {}, content),
                          .status = screen.notice.empty() ? 200 : 422,
                          .island = "desk"});
}

http::Response report_csv(const Context& c, const ReportScreen& screen) {
    const auto language = c.text.language();
    auto body = csv::line({c.text("column.number"), c.text("column.title"), c.text("delegated_outcome"), c.text("delegated_on"),
                           c.text("delegated_sent"), c.text("delegated_by"), c.text("delegated_row")});
    for (const auto& one : screen.decisions)
        body += csv::line({one.number, one.title.in(language), one.outcome_words.in(language), to_iso(swedish_date(one.decided_at)),
                           to_iso(swedish_date(one.sent_at)), decider(c, one), one.delegation});
    return pages::csv_file(std::move(body), c.text("report_file", to_iso(screen.report.meeting_on)));
}

}  // namespace case_desk::views
