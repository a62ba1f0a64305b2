#pragma once
#include <optional>

#include "foundation/base/time.h"

/// The same day of a month before or after; the last one where that month is shorter: 31 January and one month is 28 February. Nothing
/// outside the years 1 to 9999.
std::optional<Date> months_after(Date, int months);
Date first_of_month(Date);
