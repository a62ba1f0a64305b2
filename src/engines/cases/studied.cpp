#include "engines/cases/studied.h"

#include "engines/cases/find.h"
#include "engines/identity/roles.h"

namespace cases {

Studied studied(db::Connection& db, AccountId account, std::string_view service, Timestamp from, Timestamp to, int limit) {
    Studied found;
    found.closed = db.all(
        [](const db::Row& row) {
            return StudiedCase{row.as<CaseId>("id"),           row.text("number"),    row.as<Timestamp>("received_at"),
                               row.as<Timestamp>("closed_at"), row.integer("waited"), row.integer("deeds")};
        },
        "SELECT c.id, c.number, c.received_at, c.closed_at, "
        "(SELECT COALESCE(SUM(s.ended_at - s.began_at), 0) FROM cases_stay s WHERE s.case_id = c.id AND s.state_kind = 'waiting') AS "
        "waited, "
        "(SELECT COUNT(*) FROM cases_event e WHERE e.case_id = c.id AND e.actor_kind = 'staff') AS deeds "
        "FROM cases_case c WHERE c.service = ? AND c.is_test = 0 AND c.received_at >= ? AND c.received_at < ? AND c.state_kind = 'closed' "
        "AND "
        "c.closed_at IS NOT NULL AND " +
            identity::in_units_of("c.unit") + "ORDER BY c.received_at, c.id LIMIT ?",
        service, from, to, account, may_read.name, now(), limit);
    found.not_closed = db.number(
        "SELECT COUNT(*) AS n FROM cases_case WHERE service = ? AND is_test = 0 AND received_at >= ? AND received_at < ? AND "
        "state_kind <> 'closed' AND " +
            identity::in_units_of("unit"),
        service, from, to, account, may_read.name, now());
    return found;
}

}  // namespace cases
