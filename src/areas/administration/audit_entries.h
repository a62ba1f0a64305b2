#pragma once
/// The entries of the log as a table, in the reader's words with the log's own names small beside them.
#include <vector>

#include "areas/administration/page.h"
#include "engines/audit/audit.h"

namespace administration {

/// Leads to the case where the reader may open it.
html::Html entries_table(const Context&, const std::vector<audit::Recorded>&);

}  // namespace administration
