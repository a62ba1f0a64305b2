#pragma once
#include "engines/area/area.h"

namespace fault_reports {

/// Reporting faults outdoors, following them, mending them; Open311.
Area area();

}  // namespace fault_reports
