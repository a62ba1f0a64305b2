#pragma once
/// What ICU knows of the languages: numbers and the names of months. Safe from any thread.
#include <string>

#include "foundation/texts/texts.h"

namespace texts {

/// "40 000,5" with non-breaking spaces and a true minus, "40,000.5": at least and at most that many decimals.
std::string written_number(double, Language, int least_decimals, int most_decimals);
/// 1 is "januari".
const std::string& month_name(int month, Language);

}  // namespace texts
