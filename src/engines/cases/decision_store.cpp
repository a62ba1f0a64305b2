/// Decisions: made, approved, undone, sent.
#include "engines/cases/automatic.h"
#include "engines/cases/committee.h"
#include "engines/cases/store.h"

namespace cases::store {

void insert_decision(const Opener& opener, CaseId id, const Decision& decision, const json::Value& automatic) {
    auto letter = json::object({{"heading", decision.heading},
                                {"body", decision.body},
                                {"comment", decision.comment},
                                {"minutes", decision.minutes ? to_json(*decision.minutes) : json::Value()}});
    if (!automatic.is_null()) letter.set("automatic", automatic);
    opener.db.execute(
        "INSERT INTO cases_decision(id, case_id, outcome, reason, decided_at, decided_by, decided_by_name, delegation, send_at, "
        "awaits_approval, sealed_letter) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        decision.id ? decision.id : new_id(), id, decision.outcome, decision.reason, decision.decided_at, decision.decided_by,
        decision.decided_by_name, decision.delegation, decision.send_at, decision.awaits_approval ? 1 : 0,
        db::Blob{opener.seal(json::to_text(letter))});
}

void set_decision_sent(db::Connection& db, CaseId id, Timestamp at, std::string_view letter_hash) {
    db.execute("UPDATE cases_decision SET sent_at = ?, letter_hash = ? WHERE case_id = ? AND undone_at IS NULL AND sent_at IS NULL", at,
               letter_hash, id);
}

void set_decision_approved(db::Connection& db, CaseId id, const Approval& approval, Timestamp send_at) {
    db.execute(
        "UPDATE cases_decision SET awaits_approval = 0, approved_at = ?, approved_by = ?, approved_by_name = ?, send_at = ? "
        "WHERE case_id = ? AND awaits_approval = 1",
        approval.at, approval.by, approval.by_name, send_at, id);
}

void set_decision_undone(db::Connection& db, CaseId id, Timestamp at) {
    db.execute("UPDATE cases_decision SET undone_at = ?, awaits_approval = 0 WHERE case_id = ? AND undone_at IS NULL AND sent_at IS NULL",
               at, id);
}

using SealedDecision = std::pair<Decision, std::string>;

static SealedDecision decision_from(const db::Row& row) {
    Decision made;
    made.id = row.integer("id");
    made.outcome = row.text("outcome");
    made.reason = row.text("reason");
    made.decided_at = row.as<Timestamp>("decided_at");
    made.decided_by = row.as<AccountId>("decided_by");
    made.decided_by_name = row.text("decided_by_name");
    made.delegation = row.text("delegation");
    made.send_at = row.as<Timestamp>("send_at");
    made.sent_at = row.maybe<Timestamp>("sent_at");
    made.letter_hash = row.text("letter_hash");
    made.awaits_approval = row.integer("awaits_approval") != 0;
    if (const auto at = row.maybe<Timestamp>("approved_at"))
        made.approval = {*at, row.as<AccountId>("approved_by"), row.text("approved_by_name")};
    return {std::move(made), row.text("sealed_letter")};
}

static Decision opened(const Opener& opener, SealedDecision sealed) {
    auto& [made, written] = sealed;
    if (const auto letter = json::parse(opener.unseal(written))) {
        made.heading = (*letter)["heading"].text();
        made.body = (*letter)["body"].text();
        made.comment = (*letter)["comment"].text();
        if (letter->has("automatic")) made.automatic = automatic_from((*letter)["automatic"]);
        if (!(*letter)["minutes"].is_null()) made.minutes = minutes_of((*letter)["minutes"]);
    }
    return std::move(made);
}

std::vector<Decision> sent_decisions(const Opener& opener, CaseId id) {
    std::vector<Decision> all;
    for (auto& sealed : opener.db.all(
             decision_from, "SELECT * FROM cases_decision WHERE case_id = ? AND undone_at IS NULL AND sent_at IS NOT NULL ORDER BY id", id))
        all.push_back(opened(opener, std::move(sealed)));
    return all;
}

std::optional<Decision> decision(const Opener& opener, CaseId id) {
    auto found = opener.db.one(decision_from,
                               // One that waits to leave before those that have left: ids follow the clock, which may have been put back.
                               "SELECT * FROM cases_decision WHERE case_id = ? AND undone_at IS NULL "
                               "ORDER BY CASE WHEN sent_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT 1",
                               id);
    if (!found) return std::nullopt;
    return opened(opener, std::move(*found));
}

}  // namespace cases::store
