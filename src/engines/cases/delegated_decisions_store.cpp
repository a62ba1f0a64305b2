/// What was decided in a committee's place, and the reports of it: rows in, values out.
#include <algorithm>

#include "engines/cases/delegated_decisions.h"
#include "engines/cases/find.h"
#include "engines/identity/delegation.h"
#include "engines/identity/roles.h"
#include "engines/public_register/public_register.h"
#include "engines/services/catalogue.h"

namespace cases {
namespace {

/// As a list in SQL: whole numbers that stand in the database themselves.
std::string listed(const std::vector<UnitId>& units) {
    std::string all = "0";
    for (const auto unit : units) all += "," + std::to_string(unit.value);
    return all;
}

/// Committees, and the units for which this one is the nearest.
struct Units {
    std::vector<UnitId> committees, nearest;
};
Units units_of(db::Connection& db, UnitId committee) {
    Units found;
    std::vector<std::pair<UnitId, UnitId>> nearest;  // of each unit
    for (const auto& unit : identity::units(db)) {   // parents before their children
        if (unit.committee) found.committees.push_back(unit.id);
        const auto above = unit.parent ? std::ranges::find(nearest, *unit.parent, &std::pair<UnitId, UnitId>::first) : nearest.end();
        const auto its = unit.committee ? unit.id : above == nearest.end() ? UnitId{} : above->second;
        nearest.emplace_back(unit.id, its);
        if (its == committee) found.nearest.push_back(unit.id);
    }
    return found;
}

/// Arguments: since, until, committee.
std::string waits_to_be_reported(const Units& units) {
    return "FROM cases_decision d JOIN cases_case c ON c.id = d.case_id LEFT JOIN identity_delegation g ON g.id = d.delegation "
           "WHERE d.sent_at IS NOT NULL AND d.undone_at IS NULL AND d.delegation <> '' AND d.sent_at >= ? AND d.sent_at <= ? "
           "AND c.is_test = 0 AND (g.committee = ? OR (c.unit IN (" +
           listed(units.nearest) + ") AND (g.committee IS NULL OR g.committee NOT IN (" + listed(units.committees) +
           ")))) AND NOT EXISTS (SELECT 1 FROM cases_reported_decision r WHERE r.decision = d.id) ";
}

struct Unnamed {
    DelegatedDecision decision;
    std::string service;
    int version = 0;
};
Unnamed unnamed_from(const db::Row& row) {
    return {{.id = row.integer("id"),
             .of = row.as<CaseId>("case_id"),
             .number = row.text("number"),
             .outcome = row.text("outcome"),
             .delegation = row.text("delegation"),
             .decided_by_name = row.text("decided_by_name"),
             .decided_at = row.as<Timestamp>("decided_at"),
             .sent_at = row.as<Timestamp>("sent_at")},
            row.text("service"),
            static_cast<int>(row.integer("service_version"))};
}

/// What the case is about, as far as anybody may read it, and what was decided, in words.
std::vector<DelegatedDecision> named(db::Connection& db, std::vector<Unnamed> all) {
    std::vector<DelegatedDecision> decisions;
    for (auto& [decision, service_id, version] : all) {
        if (const auto entry = public_register::find(db, decision.number)) decision.title = {entry->title_sv, entry->title_en};
        const auto service = services::find(db, service_id, version);
        const auto* outcome = service ? service->decision.outcome(decision.outcome) : nullptr;
        decision.outcome_words = outcome ? outcome->label : forms::Words{decision.outcome, decision.outcome};
        decisions.push_back(std::move(decision));
    }
    return decisions;
}

DelegationReport report_from(const db::Row& row) {
    return {.id = row.as<DelegationReportId>("id"),
            .committee = row.as<UnitId>("committee"),
            .meeting_on = row.as<Date>("meeting_on"),
            .counts_since = row.as<Date>("counts_since"),
            .made_at = row.as<Timestamp>("made_at"),
            .made_by_name = row.text("made_by_name"),
            .decisions = row.integer("decisions")};
}

constexpr std::string_view counted_report =
    "SELECT p.*, (SELECT COUNT(*) FROM cases_reported_decision r WHERE r.report = p.id) AS decisions FROM cases_delegation_report p ";

}  // namespace

std::vector<identity::Unit> committees_read_by(db::Connection& db, AccountId account) {
    auto all = identity::units(db);
    std::erase_if(all,
                  [&](const identity::Unit& unit) { return !unit.committee || !identity::has_right(db, account, may_read.name, unit.id); });
    return all;
}

std::optional<Date> reported_since(db::Connection& db, UnitId committee) {
    return db.one([](const db::Row& row) { return row.as<Date>("counts_since"); },
                  "SELECT counts_since FROM cases_delegation_report WHERE committee = ? ORDER BY counts_since LIMIT 1", committee);
}

std::vector<DelegatedDecision> unreported(db::Connection& db, UnitId committee, Date since, Timestamp until, int limit) {
    // No decision of a table is signed: the program that wrote it is nobody.
    return named(db, db.all(unnamed_from,
                            "SELECT d.id, d.case_id, c.number, c.service, c.service_version, d.outcome, d.delegation, d.decided_at, "
                            "d.sent_at, CASE WHEN d.decided_by = 0 THEN '' ELSE d.decided_by_name END AS decided_by_name " +
                                waits_to_be_reported(units_of(db, committee)) + "ORDER BY d.sent_at, d.id LIMIT ?",
                            swedish_time(since), until, committee, limit));
}

std::int64_t count_unreported(db::Connection& db, UnitId committee, Date since) {
    return db.number("SELECT COUNT(*) AS n FROM (SELECT 1 AS one " + waits_to_be_reported(units_of(db, committee)) + "LIMIT ?) AS counted",
                     swedish_time(since), now(), committee, most_in_a_report);
}

std::vector<DelegationReport> reports_to(db::Connection& db, UnitId committee, int limit) {
    return db.all(report_from, std::string(counted_report) + "WHERE p.committee = ? ORDER BY p.id DESC LIMIT ?", committee, limit);
}

std::vector<DelegationReport> coming_reports(db::Connection& db, UnitId committee, Date from) {
    return db.all(report_from, std::string(counted_report) + "WHERE p.committee = ? AND p.meeting_on >= ? ORDER BY p.meeting_on, p.id",
                  committee, from);
}

Result<DelegationReport> find_report(db::Connection& db, DelegationReportId id) {
    auto found = db.one(report_from, std::string(counted_report) + "WHERE p.id = ?", id);
    if (!found) return failure(Fault::not_found);
    return std::move(*found);
}

std::vector<DelegatedDecision> decisions_in(db::Connection& db, DelegationReportId id) {
    return named(db, db.all(unnamed_from,
                            "SELECT r.decision AS id, r.case_id, c.number, c.service, c.service_version, r.outcome, r.delegation, "
                            "r.decided_at, r.sent_at, r.decided_by_name FROM cases_reported_decision r JOIN cases_case c ON c.id = "
                            "r.case_id WHERE r.report = ? ORDER BY r.sent_at, r.decision",
                            id));
}

}  // namespace cases

namespace cases::store {

std::optional<DelegationReportId> report_of_press(db::Connection& db, UnitId committee, Timestamp until, AccountId by) {
    return db.one([](const db::Row& row) { return row.as<DelegationReportId>("id"); },
                  "SELECT id FROM cases_delegation_report WHERE committee = ? AND until = ? AND made_by = ?", committee, until, by);
}

void insert_report(db::Connection& db, const DelegationReport& made, Timestamp until, AccountId by) {
    db.execute(
        "INSERT INTO cases_delegation_report(id, committee, meeting_on, counts_since, until, made_at, made_by, made_by_name) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        made.id, made.committee, made.meeting_on, made.counts_since, until, made.made_at, by, made.made_by_name);
}

void insert_reported(db::Connection& db, DelegationReportId report, const DelegatedDecision& decision) {
    db.execute(
        "INSERT INTO cases_reported_decision(decision, report, case_id, outcome, delegation, decided_at, decided_by_name, sent_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        decision.id, report, decision.of, decision.outcome, decision.delegation, decision.decided_at, decision.decided_by_name,
        decision.sent_at);
}

void delete_report(db::Connection& db, DelegationReportId id) {
    db.execute("DELETE FROM cases_reported_decision WHERE report = ?", id);
    db.execute("DELETE FROM cases_delegation_report WHERE id = ?", id);
}

}  // namespace cases::store
