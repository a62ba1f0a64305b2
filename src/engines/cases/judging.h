#pragma once
/// What the unit's decision table says of a case: shown to the officer, or decided without one. Law: FL 28 § (a decision may be made
/// automatically), FL 32 § (reasons), dataskyddsförordningen art. 22 (a person, on request). See docs/decisions/015.
#include <optional>
#include <string_view>

#include "engines/cases/work.h"
#include "engines/decision_tables/versions.h"
#include "engines/services/conditions.h"

namespace cases {

/// By the table that holds today, and the answers and findings as they are now.
struct TableVerdict {
    decision_tables::Table table;
    int version = 0;
    decision_tables::Compiled compiled;
    decision_tables::Facts facts;
    decision_tables::Verdict verdict;
};
/// None when no table holds, or the case's version of the service is not the one it can be read by.
std::optional<TableVerdict> table_verdict(db::Connection&, const Tenant&, const Case&);
/// The same by a version that may not hold yet, with that day as today.
std::optional<TableVerdict> verdict_by(db::Connection&, const Tenant&, const Case&, const decision_tables::Table&,
                                       const decision_tables::Version&, Date today);
/// What officers see proposed: the table's ruling, or the service's own proposal when the table has none.
std::optional<services::Proposal> proposal_of(db::Connection&, const Tenant&, const Case&);
/// The same for who has asked the table already.
std::optional<services::Proposal> proposal_of(db::Connection&, const Tenant&, const Case&, const std::optional<TableVerdict>&);

/// Queues the job that decides without a person, where a table holds. In the same transaction as what it follows from.
void queue_judging(Change&, const Case&);
/// The job "cases.judge". Run again it does nothing more.
void run_judging(Tenant&, const ::jobs::Job&);

/// Whether the flow lets a party ask for a person now: the case is closed, or an appeal is looked at.
bool takes_wish_for_person(const flows::Flow&, const Case&);
/// Whether the newest decision was sent, was made without a person, and nobody has asked for one.
bool can_ask_for_person(db::Connection&, const Tenant&, const Case&);
/// The case is open again, or open as it was while an appeal is looked at, and waits for an officer, who decides anew. Law:
/// dataskyddsförordningen art. 22.3, FL 37–38 §§. Words may be empty. Failures: conflict, invalid (too long).
Result<void> ask_for_person(Change&, CaseId, std::string_view words);

}  // namespace cases
