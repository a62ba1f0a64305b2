#pragma once
#include "engines/area/area.h"

namespace area_template {

Area area();

}  // namespace area_template
