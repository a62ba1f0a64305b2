#pragma once
/// The legal clock's alarms: the officer is told some working days before a case is to be decided, and from that day on somebody above,
/// too. Once for each level and day of decision, as an event of the case; by e-mail once a day for everything that one has to know.
#include "engines/cases/store.h"
#include "engines/cases/work.h"
#include "foundation/base/enum_names.h"
#include "foundation/jobs/jobs.h"

namespace cases {

enum class Alarm {
    soon,  ///< told to the officer; to those above when nobody handles the case
    due,   ///< today is the day, or it has passed: told to those above, too
    late,  ///< likewise, some working days after
};

/// Of a unit.
struct AlarmSettings {
    std::optional<AccountId> told{};               ///< from the day on; null: those who approve decisions in the unit
    std::int64_t days_before = 3, days_after = 2;  ///< working days
    bool operator==(const AlarmSettings&) const = default;
};
inline constexpr std::int64_t most_alarm_days = 30;

/// Its own, or those of the nearest unit above that has chosen, or the usual ones.
AlarmSettings alarm_settings(db::Connection&, UnitId);
/// Failures: invalid (told, days_before, days_after).
Result<void> set_alarm_settings(db::Connection&, UnitId, const AlarmSettings&);
/// Who are told in that unit from the day on.
std::vector<AccountId> told_above(db::Connection&, UnitId);

/// What is to be told of a case with that day, today; nothing when it is early.
std::optional<Alarm> alarm_on(const AlarmSettings&, Date due_on, Date today);

/// Every working day: what has not been told yet. Nothing happens a second time. Never while the clock stands still.
void raise_alarms(Tenant&);
/// The job that sends somebody what there is to know.
void tell_of_alarms(Tenant&, const ::jobs::Job&);

}  // namespace cases

namespace cases::store {

void insert_alarm(db::Connection&, CaseId, Date due_on, Alarm);
void delete_alarms(db::Connection&, CaseId);

}  // namespace cases::store

template <>
inline constexpr EnumNames<cases::Alarm, 3> names_of<cases::Alarm> = {{
    {cases::Alarm::soon, "soon"},
    {cases::Alarm::due, "due"},
    {cases::Alarm::late, "late"},
}};
