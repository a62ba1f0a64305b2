#pragma once
#include "engines/area/area.h"

namespace contact_centre {

/// The console of those who answer, and the ways in.
Area area();

}  // namespace contact_centre
