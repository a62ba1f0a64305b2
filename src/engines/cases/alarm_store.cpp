#include "engines/cases/alarm_store.h"

namespace cases::store {

std::optional<AlarmSettings> alarm_settings(db::Connection& db, UnitId unit) {
    return db.one(
        [](const db::Row& row) {
            return AlarmSettings{row.maybe<AccountId>("told"), row.integer("days_before"), row.integer("days_after")};
        },
        "SELECT told, days_before, days_after FROM cases_alarm_setting WHERE unit = ?", unit);
}

void put_alarm_settings(db::Connection& db, UnitId unit, const AlarmSettings& settings) {
    db.execute(
        "INSERT INTO cases_alarm_setting(unit, told, days_before, days_after) VALUES (?, ?, ?, ?) ON CONFLICT (unit) DO UPDATE SET "
        "told = excluded.told, days_before = excluded.days_before, days_after = excluded.days_after",
        unit, settings.told, settings.days_before, settings.days_after);
}

static RunningOut running_out_from(const db::Row& row) {
    const auto told = row.is_null("told") ? std::nullopt : std::optional(static_cast<Alarm>(row.integer("told")));
    return {row.as<CaseId>("id"), row.as<Date>("due_on"), told};
}

/// An appeal is no case to decide: the day was that of the decision which has been made. Who asks for a person has a day anew.
/// Who has asked that it be decided is answered in time, whatever the case waits for.
static constexpr std::string_view runs_out =
    "SELECT c.id, c.due_on, (SELECT MAX(a.level) FROM cases_alarm a WHERE a.case_id = c.id AND a.due_on = c.due_on) AS told "
    "FROM cases_case c WHERE c.state_kind <> 'closed' AND (c.state_kind = 'open' OR (c.state_kind = 'waiting' AND EXISTS "
    "(SELECT 1 FROM cases_decision_request r WHERE r.case_id = c.id AND r.refused_at IS NULL))) AND c.clock_stopped_on IS NULL AND "
    "c.due_on IS NOT NULL "
    "AND (c.decided_at IS NULL OR c.person_asked_at IS NOT NULL) AND c.is_test = 0 AND ";

std::vector<RunningOut> running_out(db::Connection& db, UnitId unit, Date until, const std::optional<RunningOut>& after, int limit) {
    return db.all(running_out_from,
                  std::string(runs_out) +
                      "c.unit = ? AND COALESCE(c.due_on, 99999999) <= ? AND (COALESCE(c.due_on, 99999999), c.id) > (?, ?) "
                      "ORDER BY COALESCE(c.due_on, 99999999), c.id LIMIT ?",
                  unit, until, after ? after->due_on : Date{}, after ? after->id : CaseId{}, limit);
}

std::optional<RunningOut> running_out(db::Connection& db, CaseId id) {
    return db.one(running_out_from, std::string(runs_out) + "c.id = ?", id);
}

void insert_alarm(db::Connection& db, CaseId id, Date due_on, Alarm alarm) {
    db.execute("INSERT INTO cases_alarm(case_id, due_on, level) VALUES (?, ?, ?) ON CONFLICT (case_id, due_on, level) DO NOTHING", id,
               due_on, static_cast<int>(alarm));
}

void delete_alarms(db::Connection& db, CaseId id) { db.execute("DELETE FROM cases_alarm WHERE case_id = ?", id); }

void put_to_tell(db::Connection& db, AccountId account, CaseId id, Alarm alarm) {
    db.execute(
        "INSERT INTO cases_alarm_to_tell(account, case_id, level) VALUES (?, ?, ?) ON CONFLICT (account, case_id) DO UPDATE SET level = "
        "excluded.level",
        account, id, static_cast<int>(alarm));
}

std::vector<AccountId> accounts_to_tell(db::Connection& db) {
    return db.all([](const db::Row& row) { return row.as<AccountId>("account"); },
                  "SELECT DISTINCT account FROM cases_alarm_to_tell ORDER BY account");
}

std::vector<ToTell> to_tell(db::Connection& db, AccountId account) {
    return db.all(
        [](const db::Row& row) {
            return ToTell{row.as<CaseId>("case_id"), static_cast<Alarm>(row.integer("level"))};
        },
        "SELECT case_id, level FROM cases_alarm_to_tell WHERE account = ? ORDER BY level DESC, case_id", account);
}

void delete_to_tell(db::Connection& db, AccountId account, CaseId id) {
    db.execute("DELETE FROM cases_alarm_to_tell WHERE account = ? AND case_id = ?", account, id);
}

}  // namespace cases::store
