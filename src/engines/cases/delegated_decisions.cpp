#include "engines/cases/delegated_decisions.h"

#include <algorithm>

#include "engines/audit/audit.h"
#include "engines/identity/delegation.h"
#include "engines/letters/sender.h"
#include "engines/services/templates.h"

namespace cases {
namespace {

constexpr std::int64_t furthest_meeting = 366;

/// "## BUN 4.2 Beslut om skolskjuts (skollagen 10 kap. 32 §)".
std::string heading_of(db::Connection& db, const std::string& delegation) {
    auto heading = "## " + services::markdown_escaped(delegation);
    const auto rule = identity::find_delegation(db, delegation);
    if (!rule) return heading;
    heading += " " + services::markdown_escaped(rule->text);
    if (!rule->law.empty()) heading += " (" + services::markdown_escaped(rule->law) + ")";
    return heading;
}

std::string line_of(const Texts& text, const DelegatedDecision& decision) {
    const auto language = text.language();
    const auto by = decision.is_automatic() ? text("automatic_signer") : decision.decided_by_name;
    return "- " +
           text("report_line", services::markdown_escaped(decision.number), services::markdown_escaped(decision.title.in(language)),
                services::markdown_escaped(decision.outcome_words.in(language)), text.day(swedish_date(decision.decided_at)),
                services::markdown_escaped(by)) +
           "\n";
}

}  // namespace

Date usual_first_day(Date today) {
    const auto day = civil(today);
    return *(day.month == 1 ? date_from(day.year - 1, 12, 1) : date_from(day.year, day.month - 1, 1));
}

Result<DelegationReportId> report(Change& change, UnitId committee, const ReportDraft& draft) {
    if (const auto made = store::report_of_press(change.db, committee, draft.until, change.by.account)) return *made;
    const Date today = swedish_date(now());
    const auto begun = reported_since(change.db, committee);
    const auto since = begun ? begun : draft.since;
    std::vector<FieldError> errors;
    if (!draft.meeting_on || *draft.meeting_on < today || draft.meeting_on->days > today.days + furthest_meeting)
        errors.push_back({"meeting_on", "error_meeting_day"});
    if (!since || *since > today) errors.push_back({"since", "error_report_since"});
    if (!errors.empty()) return invalid(std::move(errors));
    const auto decisions = unreported(change.db, committee, *since, draft.until);
    if (decisions.empty()) return failure(Fault::conflict, "error_nothing_to_report");
    const DelegationReport made{.id = DelegationReportId{new_id()},
                                .committee = committee,
                                .meeting_on = *draft.meeting_on,
                                .counts_since = *since,
                                .made_at = now(),
                                .made_by_name = change.by.name};
    store::insert_report(change.db, made, draft.until, change.by.account);
    for (const auto& decision : decisions) store::insert_reported(change.db, made.id, decision);
    audit::record(change.db, change.by,
                  {.event = "cases.decisions_reported",
                   .subject_kind = "delegation_report",
                   .subject = made.id.value,
                   .detail = std::to_string(decisions.size())});
    return made.id;
}

Result<void> take_back_report(Change& change, DelegationReportId id) {
    const auto made = TRY(find_report(change.db, id));
    if (made.meeting_on < swedish_date(now())) return failure(Fault::conflict, "error_report_was_heard");
    store::delete_report(change.db, id);
    audit::record(change.db, change.by,
                  {.event = "cases.report_taken_back",
                   .subject_kind = "delegation_report",
                   .subject = id.value,
                   .detail = std::to_string(made.decisions)});
    return {};
}

letters::Letter letter_of_report(db::Connection& db, const Tenant& tenant, Language language, const DelegationReport& made,
                                 const std::vector<DelegatedDecision>& decisions) {
    const Texts text(tenant.texts, "cases", language);
    const auto committee = identity::find_unit(db, made.committee);
    letters::Letter letter;
    letter.language = language;
    letter.from = letters::sender_of(tenant);
    letter.from.unit = committee ? committee->name(language) : "";
    letter.from.phone.clear();
    letter.date = swedish_date(made.made_at);
    letter.heading = text("report_heading", letter.from.unit, text.day(made.meeting_on));
    letter.number = text("report_decisions", decisions.size());
    letter.body = text("report_words") + "\n\n";
    // By the rows of the order; within a row as they were sent.
    std::vector<const DelegatedDecision*> sorted;
    for (const auto& decision : decisions) sorted.push_back(&decision);
    std::ranges::stable_sort(sorted, {}, [](const DelegatedDecision* decision) { return decision->delegation; });
    std::string row;
    for (const auto* decision : sorted) {
        if (decision->delegation != row) letter.body += "\n" + heading_of(db, row = decision->delegation) + "\n\n";
        letter.body += line_of(text, *decision);
    }
    letter.body += "\n" + text("report_by", services::markdown_escaped(made.made_by_name)) + "\n";
    return letter;
}

}  // namespace cases
