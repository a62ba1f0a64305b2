/// Cases that a committee decides: the officer's proposal, the meeting's paper, and what the minutes say.
#include <algorithm>

#include "areas/case_desk/addresses.h"
#include "areas/case_desk/handlers.h"
#include "areas/case_desk/reading.h"
#include "areas/case_desk/views.h"
#include "engines/audit/audit.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace case_desk {
namespace {

Result<CommitteeScreen> open_for_committee(Context& c) {
    CommitteeScreen screen{.of = TRY(open_case(c))};
    if (!screen.of.may_decide) return failure(Fault::forbidden);
    screen.committees = c.db.read([&](db::Connection& db) { return cases::committees_over(db, screen.of.of.unit); });
    return screen;
}

CommitteeScreen::Typed typed_in(const http::Request& request) {
    // "reject.too_near": what is proposed and why, chosen in one.
    const auto choice = split(request.field("outcome"), '.');
    return {.committee = std::string(request.field("committee")),
            .meeting_on = pages::day_answer(request.form, "meeting_on", YearMeant::coming),
            .outcome = std::string(choice.empty() ? "" : choice.front()),
            .reason = std::string(choice.size() > 1 ? choice[1] : ""),
            .proposal = tidy_text(request.field("proposal")),
            .reasons = tidy_text(request.field("reasons")),
            .paragraph = std::string(trimmed(request.field("paragraph"))),
            .decided_on = pages::day_answer(request.form, "decided_on", YearMeant::nearest),
            .took_part = tidy_text(request.field("took_part")),
            .dissent = tidy_text(request.field("dissent")),
            .comment = tidy_text(request.field("comment")),
            .back_paragraph = std::string(trimmed(request.field("back_paragraph"))),
            .back_on = pages::day_answer(request.form, "back_on", YearMeant::nearest),
            .back_words = tidy_text(request.field("back_words"))};
}

/// Makes the change and goes to the case; shows the page again with what was typed when it could not be made.
template <class Work, class Page>
Result<http::Response> change_for_committee(Context& c, Work work, Page page) {
    const std::string number(c.request.part("number"));
    const auto typed = typed_in(c.request);
    const auto changed = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto of = TRY(cases::find_to_change(db, c.tenant, c.visitor, number));
        cases::Change change{db, c.tenant, c.visitor, "processing"};
        return work(change, of.id, typed);
    });
    if (changed) return http::see_other(case_address(number));
    const auto& error = changed.error();
    if (error.text_key.empty() && error.fields.empty()) return tl::unexpected(error);
    auto screen = TRY(open_for_committee(c));
    screen.typed = typed;
    screen.errors = error.fields;
    screen.notice = error.fields.empty() ? error.text_key : "";
    return page(c, screen);
}

/// As it was written before, or as the rules propose.
CommitteeScreen::Typed begun(const CaseScreen& screen) {
    CommitteeScreen::Typed typed;
    if (const auto& before = screen.committee_proposal) {
        typed.committee = std::to_string(before->committee.value);
        typed.meeting_on = to_iso(before->meeting_on);
        typed.outcome = before->outcome;
        typed.reason = before->reason;
        typed.proposal = before->proposal;
        typed.reasons = before->reasons;
        typed.decided_on = to_iso(before->meeting_on);
    } else if (screen.proposal) {
        typed.outcome = screen.proposal->outcome;
        typed.reason = screen.proposal->reason;
    }
    return typed;
}

struct MeetingAsked {
    UnitId committee{};
    Date on{};
};
Result<MeetingAsked> meeting_in(const http::Request& request) {
    const auto on = date_from_iso(request.part("day"));
    if (!on) return failure(Fault::not_found);
    return MeetingAsked{request.id<UnitId>("committee"), *on};
}

/// Reports to committees whose cases the reader reads.
std::vector<cases::DelegationReport> reports_from(db::Connection& db, AccountId account, UnitId committee, Date from) {
    if (!identity::has_right(db, account, cases::may_read.name, committee)) return {};
    return cases::coming_reports(db, committee, from);
}

/// The cases are read by whoever reads the paper.
Result<MeetingScreen> open_meeting(Context& c) {
    const auto asked = TRY(meeting_in(c.request));
    auto screen = TRY(c.db.read([&](db::Connection& db) -> Result<MeetingScreen> {
        MeetingScreen found{.committee = asked.committee, .on = asked.on};
        found.cases = TRY(cases::proposed_to(db, c.tenant, c.visitor, asked.committee, asked.on));
        found.reports = reports_from(db, c.visitor.account, asked.committee, asked.on);
        std::erase_if(found.reports, [&](const cases::DelegationReport& report) { return report.meeting_on != asked.on; });
        if (found.cases.empty() && found.reports.empty()) return failure(Fault::not_found);
        found.paper = cases::paper_of(db, c.tenant, c.text.language(), asked.committee, asked.on, found.cases, found.reports);
        return found;
    }));
    for (const auto& one : screen.cases)
        audit::record_read(c.db, c.visitor,
                           {.event = "case_desk.paper_read",
                            .subject_kind = "case",
                            .subject = one.of.id.value,
                            .reason = "processing",
                            .detail = one.of.number});
    return screen;
}

/// Meetings with cases to decide, and those where delegated decisions are reported alone; soonest first.
void add_reports(std::vector<cases::Meeting>& meetings, const std::vector<cases::DelegationReport>& reports) {
    for (const auto& report : reports)
        if (std::ranges::none_of(meetings, [&](const cases::Meeting& meeting) {
                return meeting.committee == report.committee && meeting.on == report.meeting_on;
            }))
            meetings.push_back({report.committee, report.meeting_on, 0});
    std::ranges::stable_sort(meetings, {}, &cases::Meeting::on);
}

MeetingsScreen read_meetings(db::Connection& db, AccountId account) {
    MeetingsScreen screen{.meetings = cases::meetings(db, account), .units = identity::units(db), .today = swedish_date(now())};
    for (auto& unit : cases::committees_read_by(db, account)) {
        add_reports(screen.meetings, cases::coming_reports(db, unit.id, screen.today));
        const auto since = cases::reported_since(db, unit.id).value_or(cases::usual_first_day(screen.today));
        MeetingsScreen::OfCommittee of{.unit = unit, .unreported = cases::count_unreported(db, unit.id, since)};
        for (const auto& newest : cases::reports_to(db, unit.id, 1)) of.last = swedish_date(newest.made_at);
        screen.committees.push_back(std::move(of));
    }
    return screen;
}

}  // namespace

Result<http::Response> show_proposal_form(Context& c) {
    auto screen = TRY(open_for_committee(c));
    screen.typed = begun(screen.of);
    return views::proposal_page(c, screen);
}

Result<http::Response> propose(Context& c) {
    return change_for_committee(
        c,
        [&](cases::Change& change, CaseId id, const CommitteeScreen::Typed& typed) {
            const auto committee = whole_number(typed.committee);
            return cases::propose(change, id,
                                  {.committee = committee ? std::optional(UnitId{*committee}) : std::nullopt,
                                   .meeting_on = date_from_iso(typed.meeting_on),
                                   .outcome = typed.outcome,
                                   .reason = typed.reason,
                                   .proposal = typed.proposal,
                                   .reasons = typed.reasons,
                                   .seen_event = whole_number(c.request.field("seen_event"))});
        },
        views::proposal_page);
}

Result<http::Response> take_back_proposal(Context& c) {
    return change_for_committee(
        c, [](cases::Change& change, CaseId id, const CommitteeScreen::Typed&) { return cases::take_back_proposal(change, id); },
        views::proposal_page);
}

Result<http::Response> show_minutes_form(Context& c) {
    auto screen = TRY(open_for_committee(c));
    if (!screen.of.committee_proposal || screen.of.decision_waits()) return failure(Fault::not_found);
    screen.typed = begun(screen.of);
    return views::minutes_page(c, screen);
}

Result<http::Response> record_minutes(Context& c) {
    return change_for_committee(
        c,
        [&](cases::Change& change, CaseId id, const CommitteeScreen::Typed& typed) -> Result<void> {
            TRY(cases::record_committee_decision(change, id,
                                                 {.outcome = typed.outcome,
                                                  .reason = typed.reason,
                                                  .comment = typed.comment,
                                                  .seen_event = whole_number(c.request.field("seen_event"))},
                                                 {.paragraph = typed.paragraph,
                                                  .meeting_on = date_from_iso(typed.decided_on),
                                                  .took_part = typed.took_part,
                                                  .dissent = typed.dissent}));
            return {};
        },
        views::minutes_page);
}

Result<http::Response> refer_back(Context& c) {
    return change_for_committee(
        c,
        [&](cases::Change& change, CaseId id, const CommitteeScreen::Typed& typed) {
            return cases::refer_back(change, id,
                                     {.paragraph = typed.back_paragraph,
                                      .meeting_on = date_from_iso(typed.back_on),
                                      .words = typed.back_words,
                                      .seen_event = whole_number(c.request.field("seen_event"))});
        },
        views::minutes_page);
}

Result<http::Response> show_meetings(Context& c) {
    return views::meetings_page(c, c.db.read([&](db::Connection& db) { return read_meetings(db, c.visitor.account); }));
}

Result<http::Response> show_meeting(Context& c) { return views::meeting_page(c, TRY(open_meeting(c))); }

Result<http::Response> print_meeting(Context& c) {
    const auto letter = TRY(open_meeting(c)).paper;
    http::Response response{.type = "application/pdf", .body = TRY(c.tenant.print_letter(letter))};
    response.with("Content-Disposition", "inline; filename=\"" + c.text("meeting_file", to_iso(letter.date)) + "\"");
    return response.with("Cache-Control", "private, no-store");
}

}  // namespace case_desk
