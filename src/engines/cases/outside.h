#pragma once
/// Work that somebody outside the house does: a contractor, a power company, a neighbour. The case and the answer for it stay with its
/// unit.
#include <string_view>

#include "engines/cases/work.h"

namespace cases {

/// Says in the log to whom the case was handed over; `words` are what they were told, or why. conflict when the case is closed.
Result<void> hand_over(Change&, CaseId, std::string_view receiver, std::string_view words);
/// What they say: that they have begun, what they have written, that it is not theirs.
Result<void> note_outside_answer(Change&, CaseId, std::string_view receiver, std::string_view words);

}  // namespace cases
