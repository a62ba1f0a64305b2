#include "engines/cases/watching.h"

#include "engines/identity/roles.h"

namespace cases {

void watch(db::Connection& db, AccountId account, const Case& of) {
    db.execute("INSERT INTO cases_watch(account, case_id, seen_event) VALUES (?, ?, ?) ON CONFLICT (account, case_id) DO NOTHING", account,
               of.id, of.last_event);
}

void unwatch(db::Connection& db, AccountId account, CaseId id) {
    db.execute("DELETE FROM cases_watch WHERE account = ? AND case_id = ?", account, id);
}

void forget_watchers(db::Connection& db, CaseId id) { db.execute("DELETE FROM cases_watch WHERE case_id = ?", id); }

bool is_watched(db::Connection& db, AccountId account, CaseId id) {
    return db.number("SELECT COUNT(*) AS n FROM cases_watch WHERE account = ? AND case_id = ?", account, id) > 0;
}

void mark_seen(db::Connection& db, AccountId account, const Case& of) {
    db.execute("UPDATE cases_watch SET seen_event = ? WHERE account = ? AND case_id = ? AND seen_event < ?", of.last_event, account, of.id,
               of.last_event);
}

void bring_news(db::Connection& db, CaseId id) {
    db.execute(
        "UPDATE cases_watch SET seen_event = (SELECT c.last_event FROM cases_case c WHERE c.id = cases_watch.case_id) - 1 WHERE case_id = "
        "? "
        "AND seen_event >= (SELECT c.last_event FROM cases_case c WHERE c.id = cases_watch.case_id)",
        id);
}

std::int64_t count_news(db::Connection& db, AccountId account) {
    return db.number(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM cases_watch w JOIN cases_case c ON c.id = w.case_id "
        "WHERE w.account = ? AND c.last_event > w.seen_event AND c.state_kind <> 'closed' AND " +
            identity::in_units_of("c.unit") + "LIMIT ?) AS counted",
        account, account, may_read.name, now(), most_counted);
}

SeenEvents seen_events(db::Connection& db, AccountId account) {
    const auto rows = db.all([](const db::Row& row) { return std::pair(row.integer("case_id"), row.integer("seen_event")); },
                             "SELECT case_id, seen_event FROM cases_watch WHERE account = ?", account);
    return {rows.begin(), rows.end()};
}

}  // namespace cases
