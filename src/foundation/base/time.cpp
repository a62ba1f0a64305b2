#include "foundation/base/time.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>

#include "foundation/base/numbers.h"

namespace chrono = std::chrono;

static chrono::year_month_day parts(Date date) { return chrono::sys_days{chrono::days{date.days}}; }

std::optional<Date> date_from(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const chrono::year_month_day given{chrono::year{year}, chrono::month{static_cast<unsigned>(month)},
                                       chrono::day{static_cast<unsigned>(day)}};
    if (!given.ok()) return std::nullopt;
    return Date{chrono::sys_days{given}.time_since_epoch().count()};
}

CivilDate civil(Date date) {
    const auto ymd = parts(date);
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

std::optional<Date> date_from_iso(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9})
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
    const auto part = [&](std::size_t from, std::size_t count) { return static_cast<int>(*whole_number(text.substr(from, count))); };
    return date_from(part(0, 4), part(5, 2), part(8, 2));
}

std::string to_iso(Date date) {
    const auto [year, month, day] = civil(date);
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

int weekday(Date date) { return static_cast<int>(chrono::weekday{chrono::sys_days{chrono::days{date.days}}}.iso_encoding()); }

static std::atomic<std::int64_t> clock_offset{0};

static std::int64_t machine_clock() {
    return chrono::duration_cast<chrono::microseconds>(chrono::system_clock::now().time_since_epoch()).count();
}

Timestamp now() { return {machine_clock() + clock_offset.load(std::memory_order_relaxed)}; }
void set_clock(Timestamp then) { clock_offset = then.value - machine_clock(); }
void use_machine_clock() { clock_offset = 0; }

// Summer time as in Directive 2000/84/EC: from the last Sunday of March to the last Sunday of October, at 01:00 UTC.
// Written out because g++ 12 has no time zone database; right for every year since 1996.
static Date last_sunday(int year, int month) {
    const auto last = *date_from(year, month, 31);
    return {last.days - weekday(last) % 7};
}

static std::int64_t offset_at(Timestamp t) {
    const auto day = Date{static_cast<std::int64_t>(chrono::floor<chrono::days>(chrono::microseconds{t.value}).count())};
    const int year = civil(day).year;
    const auto start = last_sunday(year, 3).days * microseconds_a_day + microseconds_an_hour;
    const auto end = last_sunday(year, 10).days * microseconds_a_day + microseconds_an_hour;
    return (t.value >= start && t.value < end ? 2 : 1) * microseconds_an_hour;
}

Date swedish_date(Timestamp t) {
    return {static_cast<std::int64_t>(chrono::floor<chrono::days>(chrono::microseconds{t.value + offset_at(t)}).count())};
}

ClockTime swedish_clock(Timestamp t) {
    const auto local = t.value + offset_at(t);
    const auto second = (local - swedish_date(t).days * microseconds_a_day) / microseconds_a_second;
    return {static_cast<int>(second / 3600), static_cast<int>(second / 60 % 60), static_cast<int>(second % 60)};
}

Timestamp swedish_time(Date date, int hour, int minute) {
    const auto local = date.days * microseconds_a_day + (hour * 60 + minute) * microseconds_a_minute;
    const Timestamp as_winter{local - microseconds_an_hour};
    return {local - offset_at(as_winter - (offset_at(as_winter) - microseconds_an_hour))};
}

static std::string clock_text(std::int64_t seconds_of_day, char separator = ':') {
    return fmt::format("{:02}{}{:02}{}{:02}", seconds_of_day / 3600, separator, seconds_of_day / 60 % 60, separator, seconds_of_day % 60);
}

struct UtcParts {
    Date day;
    std::int64_t second;
};
static UtcParts utc(Timestamp t) {
    const auto day = chrono::floor<chrono::days>(chrono::microseconds{t.value}).count();
    return {{static_cast<std::int64_t>(day)}, (t.value - day * microseconds_a_day) / microseconds_a_second};
}

std::string to_rfc3339(Timestamp t) {
    const auto [day, second] = utc(t);
    return fmt::format("{}T{}Z", to_iso(day), clock_text(second));
}

std::string to_http_date(Timestamp t) {
    static constexpr const char* days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto [day, second] = utc(t);
    const auto [year, month, date] = civil(day);
    return fmt::format("{}, {:02} {} {} {} GMT", days[weekday(day) - 1], date, months[month - 1], year, clock_text(second));
}
