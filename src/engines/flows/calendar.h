#pragma once
/// Swedish working days. Law: lagen (1989:253) om allmänna helgdagar; lagen (1930:173) om beräkning av lagstadgad tid, which puts
/// Saturday, midsommarafton, julafton and nyårsafton beside the public holidays.
#include <cstdint>

#include "foundation/base/time.h"

namespace flows {

bool is_working_day(Date);
/// The working day that lies `count` working days after `from`; `from` itself is not counted. 0 gives `from`, or the next working day.
Date after_working_days(Date from, std::int64_t count);
/// Working days after `from`, up to and with `to`; negative when `to` lies before `from`.
std::int64_t working_days_between(Date from, Date to);

}  // namespace flows
