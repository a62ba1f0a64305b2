#include "engines/cases/unread.h"

namespace cases {

/// Binds the person.
static constexpr std::string_view newer =
    "EXISTS (SELECT 1 FROM cases_message m WHERE m.case_id = c.id AND m.from_party = 0 AND m.is_note = 0 AND m.id > "
    "COALESCE((SELECT r.message FROM cases_read_by_party r WHERE r.case_id = c.id AND r.person = ?), 0))";

std::vector<Case> with_unread(db::Connection& db, const Tenant& tenant, PersonId person, int limit) {
    const auto today = swedish_date(now()).days;
    return find_all(
        db, tenant,
        db.all([](const db::Row& row) { return row.as<CaseId>("id"); },
               "SELECT DISTINCT c.id, c.changed_at FROM cases_party p JOIN cases_case c ON c.id = p.case_id "
               "WHERE p.person = ? AND (p.mandate IS NULL OR " +
                   mandates::in_force("p.mandate") + ") AND " + std::string(newer) + " ORDER BY c.changed_at DESC, c.id DESC LIMIT ?",
               person, today, today, person, limit));
}

bool has_unread(db::Connection& db, CaseId id, PersonId person) {
    return db.number("SELECT COUNT(*) AS n FROM cases_case c WHERE c.id = ? AND " + std::string(newer), id, person) > 0;
}

void mark_read(db::Connection& db, CaseId id, PersonId person) {
    db.execute(
        "INSERT INTO cases_read_by_party(case_id, person, message) SELECT ?, ?, MAX(id) FROM cases_message WHERE case_id = ? "
        "HAVING MAX(id) IS NOT NULL ON CONFLICT (case_id, person) DO UPDATE SET message = excluded.message",
        id, person, id);
}

void forget_reading(db::Connection& db, CaseId id) { db.execute("DELETE FROM cases_read_by_party WHERE case_id = ?", id); }

}  // namespace cases
