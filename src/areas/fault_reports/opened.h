#pragma once
/// The report of an address, with what its pages show.
#include "areas/fault_reports/views.h"

namespace fault_reports {

/// As everybody may see it; not_found when there is none of that number.
Result<views::PublicReport> opened(const Context&, db::Connection&, std::string_view number);

}  // namespace fault_reports
