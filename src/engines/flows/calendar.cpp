#include "engines/flows/calendar.h"

namespace flows {

static Date day(int year, int month, int date) { return *date_from(year, month, date); }

/// The Gregorian Easter Sunday (Meeus, Jones and Butcher).
static Date easter(int year) {
    const int a = year % 19, b = year / 100, c = year % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return day(year, n / 31, n % 31 + 1);
}

static bool is_holiday(Date date) {
    const auto [year, month, number] = civil(date);
    const auto is = [month = month, number = number](int m, int d) { return month == m && number == d; };
    if (is(1, 1) || is(1, 6) || is(5, 1) || is(6, 6) || is(12, 24) || is(12, 25) || is(12, 26) || is(12, 31)) return true;
    // Midsommarafton: the Friday between 19 and 25 June.
    if (month == 6 && number >= 19 && number <= 25 && weekday(date) == 5) return true;
    // Långfredagen, annandag påsk, Kristi himmelsfärdsdag. Påskdagen, pingst and alla helgons dag fall on Saturdays and Sundays.
    const auto after_easter = date.days - easter(year).days;
    return after_easter == -2 || after_easter == 1 || after_easter == 39;
}

bool is_working_day(Date date) { return weekday(date) <= 5 && !is_holiday(date); }

Date after_working_days(Date from, std::int64_t count) {
    Date date = from;
    while (count > 0) {
        ++date.days;
        if (is_working_day(date)) --count;
    }
    while (!is_working_day(date)) ++date.days;
    return date;
}

std::int64_t working_days_between(Date from, Date to) {
    if (to < from) return -working_days_between(to, from);
    std::int64_t count = 0;
    for (Date date{from.days + 1}; date <= to; ++date.days)
        if (is_working_day(date)) ++count;
    return count;
}

}  // namespace flows
