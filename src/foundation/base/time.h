#pragma once
/// Points in time and days. Time is UTC microseconds everywhere inside; Swedish time only where people read it.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Microseconds since 1970-01-01 00:00 UTC.
struct Timestamp {
    std::int64_t value = 0;
    auto operator<=>(const Timestamp&) const = default;
};

inline constexpr std::int64_t microseconds_a_second = 1'000'000;
inline constexpr std::int64_t microseconds_a_minute = 60 * microseconds_a_second;
inline constexpr std::int64_t microseconds_an_hour = 60 * microseconds_a_minute;
inline constexpr std::int64_t microseconds_a_day = 24 * microseconds_an_hour;

constexpr Timestamp operator+(Timestamp t, std::int64_t microseconds) { return {t.value + microseconds}; }
constexpr Timestamp operator-(Timestamp t, std::int64_t microseconds) { return {t.value - microseconds}; }

/// A calendar day, as days since 1970-01-01.
struct Date {
    std::int64_t days = 0;
    auto operator<=>(const Date&) const = default;
};

struct CivilDate {
    int year = 1970, month = 1, day = 1;
};

/// Nothing for days that do not exist, like 31 February.
std::optional<Date> date_from(int year, int month, int day);
CivilDate civil(Date);
/// "2026-11-23" and nothing else.
std::optional<Date> date_from_iso(std::string_view);
std::string to_iso(Date);
/// 1 Monday … 7 Sunday (ISO 8601).
int weekday(Date);

/// The machine's clock, or the clock that a test or the demo has set.
Timestamp now();
/// For tests and demo content: from here on now() counts from `then`.
void set_clock(Timestamp then);
void use_machine_clock();

/// The Swedish calendar day and clock of a point in time (Europe/Stockholm with summer time).
Date swedish_date(Timestamp);
struct ClockTime {
    int hour = 0, minute = 0, second = 0;
};
ClockTime swedish_clock(Timestamp);
/// The moment a Swedish day begins at the given local time.
Timestamp swedish_time(Date, int hour = 0, int minute = 0);

/// "2026-11-23T13:05:09Z" (RFC 3339), whole seconds.
std::string to_rfc3339(Timestamp);
/// "Mon, 23 Nov 2026 13:05:09 GMT" (RFC 9110).
std::string to_http_date(Timestamp);
