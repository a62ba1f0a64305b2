#pragma once
/// How many will call, and how many must answer them.
#include <array>
#include <vector>

#include "engines/contacts/special_days.h"

namespace contacts {

/// From midnight.
inline constexpr int half_hours = 48;
using Day = std::array<double, half_hours>;

/// What earlier days of one name came to: so many times the calls of ordinary days.
struct Effect {
    std::string name{};
    int days = 0;  ///< that were counted; 0: none yet, and nothing is changed
    double times = 1;
};
struct Forecast {
    Day calls{};  ///< a half-hour
    int weeks = 0;
    std::vector<Effect> effects{};
};
/// From so many ordinary days of the same weekday a day is foretold, the latest before it and before today. Ordinary: no special day, and
/// a working day like that one.
inline constexpr int weeks_of_forecast = 8;
std::vector<Date> days_behind(db::Connection&, Date day, int weeks = weeks_of_forecast);
/// The mean of those days, times what the special days of that name have come to. In the units where the account serves.
Forecast forecast(db::Connection&, AccountId, Date day, int weeks = weeks_of_forecast);

/// A special day beside what would have come without it.
struct DayCounted {
    SpecialDay day{};
    std::int64_t calls = 0;
    double usual = 0;
};
/// Those of the last three years whose days are over, latest first.
std::vector<DayCounted> counted_special_days(db::Connection&, AccountId, Date today, int weeks = weeks_of_forecast);

/// How many must answer so that four calls of five wait at most a minute, by Erlang's formula for waiting (Erlang C, 1917).
int staff_needed(double calls_a_half_hour, double talk_seconds);

}  // namespace contacts
