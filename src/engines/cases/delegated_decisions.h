#pragma once
/// Decisions made in a committee's place (delegationsbeslut), by people and by decision tables, are reported to it: each once, when it has
/// left the house, in a report for one of its meetings. Law: kommunallagen (2017:725) 6 kap. 40 § and 7 kap. 8 §: the committee says to
/// what extent it wants to know, and what is not reported is to be minuted by itself when it can be reviewed on legality. Here all are
/// reported.
#include "engines/cases/work.h"
#include "engines/identity/units.h"
#include "engines/letters/letter.h"

using DelegationReportId = Id<struct DelegationReportTag>;

namespace cases {

/// Lets staff report to a committee what was decided in its place. Declared by the area case_desk.
inline constexpr Permission may_report{"cases.report"};

/// So many decisions stand in a report at most; more wait for the next.
inline constexpr int most_in_a_report = 1000;

struct DelegatedDecision {
    std::int64_t id = 0;
    CaseId of{};
    std::string number{}, outcome{};
    forms::Words title{}, outcome_words{};  ///< the title as everybody sees it in the public register
    std::string delegation{};               ///< "BUN 4.2"
    std::string decided_by_name{};          ///< "" when a decision table decided
    Timestamp decided_at{}, sent_at{};

    bool is_automatic() const { return decided_by_name.empty(); }
};

struct DelegationReport {
    DelegationReportId id{};
    UnitId committee{};
    Date meeting_on{};
    Date counts_since{};
    Timestamp made_at{};
    std::string made_by_name{};
    std::int64_t decisions = 0;
};

/// Where this account reads every case.
std::vector<identity::Unit> committees_read_by(db::Connection&, AccountId);
/// The first day whose decisions a committee is to hear of, as its first report says; nothing before that.
std::optional<Date> reported_since(db::Connection&, UnitId committee);
/// What a first report begins with when nobody says otherwise: the month before this one.
Date usual_first_day(Date today);

/// What has been sent from that day until that moment, by those who decide in the committee's place, and stands in no report: first sent
/// first. The committee is the one that the row of the delegation order belongs to; the nearest one over the case when the row is gone.
std::vector<DelegatedDecision> unreported(db::Connection&, UnitId committee, Date since, Timestamp until, int limit = most_in_a_report);
/// Counting ends at most_in_a_report.
std::int64_t count_unreported(db::Connection&, UnitId committee, Date since);

struct ReportDraft {
    std::optional<Date> meeting_on{};
    std::optional<Date> since{};  ///< of a first report
    Timestamp until{};            ///< when the page that shows them was read: nothing goes along that nobody has seen
};
/// Failures: invalid (meeting_on, since), conflict when there is nothing to report. A second press gives the report of the first.
Result<DelegationReportId> report(Change&, UnitId committee, const ReportDraft&);
/// Its decisions wait again. conflict once the day of the meeting has passed: the committee has heard of them.
Result<void> take_back_report(Change&, DelegationReportId);

/// Newest first.
std::vector<DelegationReport> reports_to(db::Connection&, UnitId committee, int limit = 100);
/// For meetings from that day on, soonest first.
std::vector<DelegationReport> coming_reports(db::Connection&, UnitId committee, Date from);
Result<DelegationReport> find_report(db::Connection&, DelegationReportId);
/// As they were reported, also when a case is disposed of since.
std::vector<DelegatedDecision> decisions_in(db::Connection&, DelegationReportId);
/// By the rows of the delegation order.
letters::Letter letter_of_report(db::Connection&, const Tenant&, Language, const DelegationReport&, const std::vector<DelegatedDecision>&);

}  // namespace cases

namespace cases::store {

std::optional<DelegationReportId> report_of_press(db::Connection&, UnitId committee, Timestamp until, AccountId by);
void insert_report(db::Connection&, const DelegationReport&, Timestamp until, AccountId by);
void insert_reported(db::Connection&, DelegationReportId, const DelegatedDecision&);
void delete_report(db::Connection&, DelegationReportId);

}  // namespace cases::store
