#pragma once
/// A case that came to the wrong unit.
#include "engines/cases/work.h"

namespace cases {

/// To another unit, where nobody handles it yet; the day it is to be done by stays. Who it was moved from and why stands in its log. Who
/// calls has tested that it may be changed where it is.
/// Failures: invalid (unit, reason), conflict when it is decided or closed.
Result<void> move_to_unit(Change&, CaseId, UnitId, std::string_view reason);

}  // namespace cases
