#pragma once
#include "engines/area/tenant.h"
#include "foundation/jobs/jobs.h"

namespace disposal {

/// Who has no case and has not got in touch, and has not signed in for so long, is forgotten.
inline constexpr std::int64_t unused_for = 2 * 365 * microseconds_a_day;

/// The job of every night.
void forget_unused_people(Tenant&, const ::jobs::Job&);

}  // namespace disposal
