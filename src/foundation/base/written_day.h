#pragma once
/// Days as people write them: "2026-11-25", "25 november 2026", "25/11".
#include <optional>
#include <string_view>

#include "foundation/base/time.h"

/// Which year is meant when none is written: the one that is nearest to today, or the next time that day comes.
enum class YearMeant { nearest, coming };

/// Nothing when it is no day that exists. Months by number or by name, Swedish or English, three letters or more.
std::optional<Date> written_day(std::string_view, Date today, YearMeant);
