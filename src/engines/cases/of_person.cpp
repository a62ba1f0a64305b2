#include "engines/cases/of_person.h"

#include "engines/identity/roles.h"

namespace cases {

std::vector<Case> of_person(db::Connection& db, const Tenant& tenant, AccountId account, PersonId person, int limit) {
    const auto today = swedish_date(now()).days;
    const auto ids =
        db.all([](const db::Row& row) { return row.as<CaseId>("id"); },
               "SELECT DISTINCT c.id, CASE WHEN c.state_kind = 'closed' THEN 1 ELSE 0 END AS is_closed, c.changed_at FROM cases_party p "
               "JOIN cases_case c ON c.id = p.case_id WHERE p.person = ? AND (p.mandate IS NULL OR " +
                   mandates::in_force("p.mandate") + ") AND c.is_test = 0 AND " + identity::in_units_of("c.unit") +
                   " ORDER BY is_closed, c.changed_at DESC, c.id DESC LIMIT ?",
               person, today, today, account, may_read.name, now(), limit);
    return find_all(db, tenant, ids);
}

}  // namespace cases
