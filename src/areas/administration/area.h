#pragma once
#include "engines/area/area.h"

namespace administration {

/// What a municipality's own administrators look after.
Area area();

}  // namespace administration
