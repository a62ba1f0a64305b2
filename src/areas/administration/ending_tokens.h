#pragma once
/// API keys that soon end: who can make new ones is told in time (ASVS 2.3.3).
#include "engines/area/area.h"

namespace administration {

std::vector<AreaJob> ending_token_jobs();

}  // namespace administration
