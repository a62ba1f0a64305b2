#pragma once
#include <functional>

#include "foundation/db/database.h"

namespace jobs {

/// Inside a job: what came of work that has been done outside the house. It is written in one with the job's own end, whether the job fails
/// or not, and waits with it for a database that is away: what is not written down would be done again.
void conclude(std::function<void(db::Connection&)>);

}  // namespace jobs
