#pragma once
#include <cstdint>
#include <functional>

#include "engines/area/tenant.h"
#include "engines/towns/town.h"

namespace app {

/// Fills a municipality that has its town, roles and services with people and `cases` cases over the three years until now. Nobody is
/// told anything; nothing waits in the queue but the decision that can still be undone. Most closed cases share one plain letter for each
/// outcome; those that a visitor will open have real ones. The program's clock is moved meanwhile: nothing else may run.
void make_demo_content(Tenant&, const towns::Town&, std::int64_t cases,
                       const std::function<void(std::int64_t done, std::int64_t all)>& progress);

}  // namespace app
