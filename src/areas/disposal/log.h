#pragma once
/// Disposal of the log of who did and read what.
#include "engines/area/area.h"

namespace disposal {

std::vector<Route> log_routes();
std::vector<AreaJob> log_jobs();

/// Lists what of the log is older than the municipality keeps it.
void propose_log(Tenant&);
/// Lists of the log that wait for whoever may dispose of it.
std::int64_t count_waiting_logs(db::Connection&, const Visitor&);

}  // namespace disposal
