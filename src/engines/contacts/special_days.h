#pragma once
/// Days on which more or fewer call than usual: invoices go out, it snows, the last day to apply. Those of one name are alike, and what
/// came of the earlier ones says what to expect of the next.
#include <string>
#include <vector>

#include "engines/area/area.h"

using SpecialDayId = Id<struct SpecialDayTag>;

namespace contacts {

struct SpecialDay {
    SpecialDayId id{};
    std::string name{};
    Date first{}, last{};

    bool has(Date day) const { return first <= day && day <= last; }
};

inline constexpr std::size_t longest_name_of_day = 60;  // characters
inline constexpr std::int64_t most_days_in_a_row = 31;

/// Those that have a day in that span, latest first.
std::vector<SpecialDay> special_days(db::Connection&, Date first, Date last);
/// invalid: no name or too long a one (name), the last day before the first (last), a span too long (last), or one of that name already
/// that has a day in it (first).
Result<void> add_special_day(db::Connection&, const Visitor& by, const SpecialDay&);
/// not_found.
Result<void> remove_special_day(db::Connection&, const Visitor& by, SpecialDayId);

}  // namespace contacts
