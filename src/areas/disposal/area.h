#pragma once
#include "engines/area/area.h"

namespace disposal {

/// Lists for disposal (gallring), their approval and report, and holds.
Area area();

}  // namespace disposal
