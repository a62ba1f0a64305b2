#include "engines/cases/conflict_of_interest_store.h"

#include "foundation/base/id.h"

namespace cases {

std::optional<ConflictOfInterest> conflict_of_interest(db::Connection& db, AccountId account, CaseId id) {
    return db.one([](const db::Row& row) { return from_name<ConflictOfInterest>(row.text("relation")).value(); },
                  "SELECT 'said' AS relation, 0 AS rank FROM cases_conflict_said WHERE case_id = ? AND account = ? UNION ALL "
                  "SELECT o.relation, 1 FROM cases_close_one o JOIN cases_subject s ON s.kind = o.kind AND s.digest = o.digest "
                  "WHERE o.account = ? AND s.case_id = ? ORDER BY 2 LIMIT 1",
                  id, account, account, id);
}

std::vector<CloseOne> close_ones(db::Connection& db, const Visitor& visitor) {
    return db.all(
        [](const db::Row& row) {
            return CloseOne{row.integer("id"), from_name<ConflictOfInterest>(row.text("relation")).value(), row.as<Timestamp>("made_at")};
        },
        "SELECT id, relation, made_at FROM cases_close_one WHERE account = ? ORDER BY id", visitor.account);
}

}  // namespace cases

namespace cases::store {

bool insert_close_one(db::Connection& db, AccountId account, ConflictOfInterest relation, std::string_view kind, std::string_view digest) {
    return db.execute(
               "INSERT INTO cases_close_one(id, account, relation, kind, digest, made_at) VALUES (?, ?, ?, ?, ?, ?) "
               "ON CONFLICT (account, kind, digest) DO NOTHING",
               new_id(), account, to_name(relation), kind, digest, now()) > 0;
}

bool delete_close_one(db::Connection& db, AccountId account, std::int64_t id) {
    return db.execute("DELETE FROM cases_close_one WHERE id = ? AND account = ?", id, account) > 0;
}

void insert_conflict_said(db::Connection& db, CaseId id, AccountId account) {
    db.execute("INSERT INTO cases_conflict_said(case_id, account, made_at) VALUES (?, ?, ?) ON CONFLICT (case_id, account) DO NOTHING", id,
               account, now());
}

}  // namespace cases::store
