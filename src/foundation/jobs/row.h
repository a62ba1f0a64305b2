#pragma once
#include "foundation/jobs/jobs.h"

namespace jobs {

/// One row of jobs_job.
Job job_from(const db::Row&);

}  // namespace jobs
