#pragma once
#include "engines/form_import/form_import.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"

namespace form_import {

/// The definition with its report as comments at the top, so that it goes wherever the draft goes.
std::string with_report(const Imported&, const std::vector<std::string>& report);
/// Those comments again, line by line; none when a definition does not begin with any.
std::vector<std::string> report_in(std::string_view yaml);

/// Saves the draft under an id that no service of the municipality has; that id. It is never published here.
Result<std::string> keep_draft(db::Connection&, const Imported&, const std::vector<std::string>& report);

}  // namespace form_import
