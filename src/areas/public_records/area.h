#pragma once
#include "engines/area/area.h"

namespace public_records {

/// The public register for everyone, and the registrar's corrections.
Area area();

}  // namespace public_records
