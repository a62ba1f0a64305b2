#include <limits>

#include "engines/identity/roles.h"

namespace identity {
namespace {

constexpr auto without_end = std::numeric_limits<std::int64_t>::max();

}  // namespace

void compile_rights(db::Connection& db, AccountId account) {
    db.execute("DELETE FROM identity_right WHERE account = ?", account);
    db.execute(
        "INSERT INTO identity_right(account, permission, unit, ends_at) "
        "WITH RECURSIVE reach(assignment, unit) AS (SELECT id, unit FROM identity_assignment WHERE account = ? "
        "UNION SELECT reach.assignment, u.id FROM reach JOIN identity_unit u ON u.parent = reach.unit) "
        "SELECT a.account, p.permission, reach.unit, MAX(COALESCE(a.ends_at, ?)) FROM reach "
        "JOIN identity_assignment a ON a.id = reach.assignment JOIN identity_role_permission p ON p.role = a.role "
        "JOIN identity_account holder ON holder.id = a.account AND holder.active = 1 "
        "GROUP BY a.account, p.permission, reach.unit",
        account, without_end);
}

void compile_all_rights(db::Connection& db) {
    for (const auto account : db.all([](const db::Row& row) { return row.as<AccountId>("account"); },
                                     "SELECT DISTINCT account FROM identity_assignment UNION SELECT DISTINCT account FROM identity_right"))
        compile_rights(db, account);
}

std::string in_units_of(std::string_view column) {
    return std::string(column) + " IN (SELECT unit FROM identity_right WHERE account = ? AND permission = ? AND ends_at > ?) ";
}

bool has_right(db::Connection& db, AccountId account, std::string_view permission, UnitId unit) {
    return db.number("SELECT count(*) AS n FROM identity_right WHERE account = ? AND permission = ? AND unit = ? AND ends_at > ?", account,
                     permission, unit, now()) > 0;
}

std::vector<std::string> permissions_of(db::Connection& db, AccountId account) {
    return db.all([](const db::Row& row) { return row.text("permission"); },
                  "SELECT DISTINCT permission FROM identity_right WHERE account = ? AND ends_at > ? ORDER BY permission", account, now());
}

std::vector<UnitId> units_with_right(db::Connection& db, AccountId account, std::string_view permission) {
    return db.all([](const db::Row& row) { return row.as<UnitId>("unit"); },
                  "SELECT unit FROM identity_right WHERE account = ? AND permission = ? AND ends_at > ? ORDER BY unit", account, permission,
                  now());
}

std::vector<AccountId> accounts_with_right(db::Connection& db, std::string_view permission, UnitId unit) {
    return db.all([](const db::Row& row) { return row.as<AccountId>("account"); },
                  "SELECT r.account FROM identity_right r JOIN identity_account a ON a.id = r.account "
                  "WHERE r.permission = ? AND r.unit = ? AND r.ends_at > ? ORDER BY a.name COLLATE swedish, a.id",
                  permission, unit, now());
}

}  // namespace identity
