#include "engines/cases/of_service.h"

#include "engines/identity/roles.h"

namespace cases {

static Received received(const db::Row& row) {
    return {row.as<CaseId>("id"),
            row.text("number"),
            row.as<KeyId>("key"),
            row.as<UnitId>("unit"),
            row.text("state"),
            row.text("state_kind"),
            row.as<Timestamp>("received_at")};
}

static constexpr std::string_view of_service =
    "SELECT id, number, key, unit, state, state_kind, received_at FROM cases_case WHERE service = ? AND received_at >= ? AND is_test = 0 "
    "AND sealed_answers IS NOT NULL";

std::vector<Received> received_since(db::Connection& db, std::string_view service, Timestamp since) {
    return db.all(received, std::string(of_service) + " ORDER BY received_at, id", service, since);
}

std::vector<Received> received_since(db::Connection& db, AccountId account, std::string_view service, Timestamp since) {
    return db.all(received, std::string(of_service) + " AND " + identity::in_units_of("unit") + " ORDER BY received_at, id", service, since,
                  account, may_read.name, now());
}

}  // namespace cases
