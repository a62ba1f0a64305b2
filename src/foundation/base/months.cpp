#include "foundation/base/months.h"

#include <algorithm>

std::optional<Date> months_after(Date from, int months) {
    const auto begin = civil(from);
    const int count = begin.year * 12 + begin.month - 1 + months, year = count / 12, month = count % 12 + 1;
    if (count < 12 || year > 9999) return std::nullopt;
    for (int day = begin.day; day > 27; --day)
        if (const auto found = date_from(year, month, day)) return found;
    return date_from(year, month, std::min(begin.day, 27));
}

Date first_of_month(Date day) { return {day.days - civil(day).day + 1}; }
