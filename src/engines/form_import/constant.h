#pragma once
/// Constants of foreign conditions, as JavaScript and JsonLogic compare them: '5' and 5 are equal, "true" and true too.
#include <optional>
#include <string>

#include "engines/form_import/logic.h"

namespace form_import {

bool is_truthy(const Logic&);  ///< not nothing, false, 0, "" or an empty list
bool is_empty(const Logic&);   ///< nothing, "" or an empty list
std::string as_text(const Logic&);
std::optional<bool> as_truth(const Logic&);
std::optional<double> as_number(const Logic&);
std::optional<std::string> as_date(const Logic&);  ///< "2026-11-23", also of "2026-11-23T10:00"
std::optional<int> as_minutes(const Logic&);       ///< 10:30 is 630
std::optional<int> as_months(const Logic&);        ///< 2026-01 is 2026 * 12 + 1

bool compared(const std::string& sign, const Logic&, const Logic&);
bool is_part(const Logic& part, const Logic& whole);  ///< of a text, or one of a list
std::string turned(const std::string& sign);          ///< a < b is b > a

}  // namespace form_import
