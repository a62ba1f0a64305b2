#include "engines/cases/studied.h"

#include "engines/cases/find.h"
#include "engines/identity/roles.h"

namespace cases {

Studied studied(db::Connection& db, AccountId account, std::string_view service, Timestamp from, Timestamp to, int limit) {
    Studied found;
    found.cases = db.all(
        [](const db::Row& row) {
            return StudiedCase{row.as<CaseId>("id"),
                               row.text("number"),
                               row.as<Timestamp>("received_at"),
                               row.text("state_kind") == "closed" ? row.maybe<Timestamp>("closed_at") : std::nullopt,
                               row.integer("waited"),
                               row.integer("deeds")};
        },
        "SELECT c.id, c.number, c.received_at, c.closed_at, c.state_kind, "
        "(SELECT COALESCE(SUM(s.ended_at - s.began_at), 0) FROM cases_stay s WHERE s.case_id = c.id AND s.state_kind = 'waiting') AS "
        "waited, "
        "(SELECT COUNT(*) FROM cases_event e WHERE e.case_id = c.id AND e.actor_kind = 'staff') AS deeds "
        "FROM cases_case c WHERE c.service = ? AND c.is_test = 0 AND c.received_at >= ? AND c.received_at < ? AND " +
            identity::in_units_of("c.unit") + "ORDER BY c.received_at, c.id LIMIT ?",
        service, from, to, account, may_read.name, now(), limit + 1);
    found.is_cut = std::ssize(found.cases) > limit;
    if (found.is_cut) found.cases.pop_back();
    return found;
}

}  // namespace cases
