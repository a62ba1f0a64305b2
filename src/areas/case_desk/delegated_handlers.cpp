/// What was decided in a committee's place, reported to it for a meeting: one list, one button.
#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/roles.h"
#include "foundation/base/numbers.h"
#include "foundation/base/written_day.h"

namespace case_desk {
namespace {

/// The committee of the address, when the visitor reads all its cases.
Result<identity::Unit> committee_in(db::Connection& db, const Context& c) {
    auto unit = TRY(identity::find_unit(db, c.request.id<UnitId>("committee")));
    if (!unit.committee || !identity::has_right(db, c.visitor.account, cases::may_read.name, unit.id)) return failure(Fault::not_found);
    return unit;
}

/// The next of its meetings that is known.
std::optional<Date> next_meeting(db::Connection& db, AccountId account, UnitId committee, Date today) {
    for (const auto& meeting : cases::meetings(db, account))
        if (meeting.committee == committee && meeting.on >= today) return meeting.on;
    return std::nullopt;
}

Result<DelegatedScreen> read_delegated(Context& c, std::optional<Date> since) {
    return c.db.read([&](db::Connection& db) -> Result<DelegatedScreen> {
        DelegatedScreen screen{.committee = TRY(committee_in(db, c))};
        const auto id = screen.committee.id;
        screen.today = swedish_date(now());
        screen.until = now();
        const auto begun = cases::reported_since(db, id);
        screen.is_first = !begun;
        screen.since = begun.value_or(since.value_or(cases::usual_first_day(screen.today)));
        // One more tells whether others wait.
        screen.decisions = cases::unreported(db, id, screen.since, screen.until, cases::most_in_a_report + 1);
        screen.more_wait = screen.decisions.size() > cases::most_in_a_report;
        if (screen.more_wait) screen.decisions.pop_back();
        screen.reports = cases::reports_to(db, id);
        screen.may_report = identity::has_right(db, c.visitor.account, cases::may_report.name, id);
        if (const auto next = next_meeting(db, c.visitor.account, id, screen.today)) screen.meeting_on = to_iso(*next);
        return screen;
    });
}

std::string address_of_committee(const Context& c) { return delegated_address(c.request.id<UnitId>("committee")); }

Result<ReportScreen> read_report(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<ReportScreen> {
        ReportScreen screen{.committee = TRY(committee_in(db, c)), .today = swedish_date(now())};
        screen.report = TRY(cases::find_report(db, c.request.id<DelegationReportId>("report")));
        if (screen.report.committee != screen.committee.id) return failure(Fault::not_found);
        screen.decisions = cases::decisions_in(db, screen.report.id);
        screen.letter = cases::letter_of_report(db, c.tenant, c.text.language(), screen.report, screen.decisions);
        screen.may_report = identity::has_right(db, c.visitor.account, cases::may_report.name, screen.committee.id);
        return screen;
    });
}

/// For a committee of the address that the visitor reports to.
template <class Work>
auto change_reports(Context& c, Work work) {
    return c.db.write([&](db::Connection& db) -> std::invoke_result_t<Work, cases::Change&, UnitId> {
        const auto committee = TRY(committee_in(db, c));
        if (!identity::has_right(db, c.visitor.account, cases::may_report.name, committee.id)) return failure(Fault::forbidden);
        cases::Change change{db, c.tenant, c.visitor};
        return work(change, committee.id);
    });
}

}  // namespace

Result<http::Response> show_delegated(Context& c) {
    return views::delegated_page(c,
                                 TRY(read_delegated(c, written_day(c.request.query.get("fran"), swedish_date(now()), YearMeant::nearest))));
}

Result<http::Response> report_delegated(Context& c) {
    const auto meeting_on = pages::day_answer(c.request.form, "meeting_on", YearMeant::coming);
    const auto since = date_from_iso(c.request.field("since"));
    const cases::ReportDraft draft{
        .meeting_on = date_from_iso(meeting_on), .since = since, .until = Timestamp{whole_number(c.request.field("until")).value_or(0)}};
    const auto made = change_reports(c, [&](cases::Change& change, UnitId committee) { return cases::report(change, committee, draft); });
    if (made) return http::see_other(report_address(c.request.id<UnitId>("committee"), *made));
    const auto& error = made.error();
    if (error.text_key.empty() && error.fields.empty()) return tl::unexpected(error);
    auto screen = TRY(read_delegated(c, since));
    screen.meeting_on = meeting_on;
    screen.errors = error.fields;
    screen.notice = error.text_key;
    return views::delegated_page(c, screen);
}

Result<http::Response> show_report(Context& c) { return views::report_page(c, TRY(read_report(c))); }

/// A file leaves the house: who took it stands in the log.
static void write_export_into_log(Context& c, const ReportScreen& screen) {
    audit::record_read(c.db, c.visitor,
                       {.event = "case_desk.report_exported",
                        .subject_kind = "delegation_report",
                        .subject = screen.report.id.value,
                        .reason = "processing",
                        .detail = std::to_string(screen.decisions.size())});
}

Result<http::Response> print_report(Context& c) {
    const auto screen = TRY(read_report(c));
    write_export_into_log(c, screen);
    http::Response response{.type = "application/pdf", .body = TRY(c.tenant.print_letter(screen.letter))};
    response.with("Content-Disposition", "inline; filename=\"" + c.text("report_file", to_iso(screen.report.meeting_on)) + ".pdf\"");
    return response.with("Cache-Control", "private, no-store");
}

Result<http::Response> report_as_csv(Context& c) {
    const auto screen = TRY(read_report(c));
    write_export_into_log(c, screen);
    return views::report_csv(c, screen);
}

Result<http::Response> take_back_report(Context& c) {
    const auto id = c.request.id<DelegationReportId>("report");
    const auto done = change_reports(c, [&](cases::Change& change, UnitId committee) -> Result<void> {
        const auto made = TRY(cases::find_report(change.db, id));
        if (made.committee != committee) return failure(Fault::not_found);
        return cases::take_back_report(change, id);
    });
    if (done) return http::see_other(address_of_committee(c));
    if (done.error().text_key.empty()) return tl::unexpected(done.error());
    auto screen = TRY(read_report(c));
    screen.notice = done.error().text_key;
    return views::report_page(c, screen);
}

}  // namespace case_desk
