#pragma once
#include "engines/form_import/foreign.h"

namespace form_import {

enum class Parts { day_and_clock, clock, month };

/// A day and a time, a time, or a month of a year: questions for numbers (and a date) that are each checked, put into `into`. The answer as
/// a whole may stand in conditions. `question` is the day, where there is one.
Use add_parts(ForeignForm&, const Question& question, Parts, const std::string& group, std::vector<Question>& into);

}  // namespace form_import
