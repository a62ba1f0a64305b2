#pragma once
/// Alarms: rows in, values out.
#include "engines/cases/alarms.h"

namespace cases::store {

std::optional<AlarmSettings> alarm_settings(db::Connection&, UnitId);
void put_alarm_settings(db::Connection&, UnitId, const AlarmSettings&);

/// A case whose clock runs and ends on that day or before; no test, and not decided yet.
struct RunningOut {
    CaseId id{};
    Date due_on{};
    std::optional<Alarm> told{};  ///< the highest, of that day
};
/// Of the unit; soonest first, `after` is the last of those before.
std::vector<RunningOut> running_out(db::Connection&, UnitId, Date until, const std::optional<RunningOut>& after, int limit);
std::optional<RunningOut> running_out(db::Connection&, CaseId);

void put_to_tell(db::Connection&, AccountId, CaseId, Alarm);
std::vector<AccountId> accounts_to_tell(db::Connection&);
struct ToTell {
    CaseId of{};
    Alarm alarm{};
};
std::vector<ToTell> to_tell(db::Connection&, AccountId);
void delete_to_tell(db::Connection&, AccountId, CaseId);

}  // namespace cases::store
