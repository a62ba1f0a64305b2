/// Proposals to committees: rows in, values out.
#include "engines/cases/committee.h"
#include "engines/cases/find.h"
#include "engines/identity/roles.h"

namespace cases::store {

void put_proposal(const Opener& opener, CaseId id, const Proposal& proposal) {
    const auto words = json::object({{"proposal", proposal.proposal}, {"reasons", proposal.reasons}});
    opener.db.execute(
        "INSERT INTO cases_proposal(case_id, committee, meeting_on, outcome, reason, sealed_words, made_at, made_by_name) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET committee = excluded.committee, meeting_on = "
        "excluded.meeting_on, outcome = excluded.outcome, reason = excluded.reason, sealed_words = excluded.sealed_words, "
        "made_at = excluded.made_at, made_by_name = excluded.made_by_name",
        id, proposal.committee, proposal.meeting_on, proposal.outcome, proposal.reason, db::Blob{opener.seal(json::to_text(words))},
        proposal.made_at, proposal.made_by_name);
}

void delete_proposal(db::Connection& db, CaseId id) { db.execute("DELETE FROM cases_proposal WHERE case_id = ?", id); }

}  // namespace cases::store

namespace cases {

std::optional<Proposal> proposal(db::Connection& db, const Tenant& tenant, const Case& of) {
    auto found = db.one(
        [](const db::Row& row) {
            Proposal one;
            one.committee = row.as<UnitId>("committee");
            one.meeting_on = row.as<Date>("meeting_on");
            one.outcome = row.text("outcome");
            one.reason = row.text("reason");
            one.made_at = row.as<Timestamp>("made_at");
            one.made_by_name = row.text("made_by_name");
            return std::pair{std::move(one), row.text("sealed_words")};
        },
        "SELECT * FROM cases_proposal WHERE case_id = ?", of.id);
    if (!found) return std::nullopt;
    if (const auto words = json::parse(store::Opener{db, tenant, of.key}.unseal(found->second))) {
        found->first.proposal = (*words)["proposal"].text();
        found->first.reasons = (*words)["reasons"].text();
    }
    return std::move(found->first);
}

/// Not decided yet, in units where the account reads.
static std::string waits_for_meeting() {
    return "FROM cases_proposal p JOIN cases_case c ON c.id = p.case_id WHERE c.state_kind IN ('open', 'waiting') AND NOT EXISTS "
           "(SELECT 1 FROM cases_decision d WHERE d.case_id = c.id AND d.undone_at IS NULL AND d.sent_at IS NULL) AND " +
           identity::in_units_of("c.unit");
}

std::vector<Meeting> meetings(db::Connection& db, AccountId account, int limit) {
    return db.all(
        [](const db::Row& row) {
            return Meeting{row.as<UnitId>("committee"), row.as<Date>("meeting_on"), row.integer("cases")};
        },
        "SELECT p.committee, p.meeting_on, COUNT(*) AS cases " + waits_for_meeting() +
            " GROUP BY p.committee, p.meeting_on ORDER BY p.meeting_on, p.committee LIMIT ?",
        account, may_read.name, now(), limit);
}

Result<std::vector<Proposed>> proposed_to(db::Connection& db, const Tenant& tenant, const Visitor& officer, UnitId committee, Date on) {
    const auto ids = db.all([](const db::Row& row) { return row.as<CaseId>("id"); },
                            "SELECT c.id " + waits_for_meeting() + " AND p.committee = ? AND p.meeting_on = ? ORDER BY c.number",
                            officer.account, may_read.name, now(), committee, on);
    std::vector<Proposed> all;
    for (auto& of : find_all(db, tenant, ids)) {
        if (!is_proved_for(db, tenant, officer, of.service, of.service_version)) return failure(Fault::sign_in_needed);
        if (auto found = proposal(db, tenant, of)) all.push_back({std::move(of), std::move(*found)});
    }
    return all;
}

}  // namespace cases
