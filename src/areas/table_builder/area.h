#pragma once
#include "engines/area/area.h"

namespace table_builder {

/// Units write the tables by which their cases are proposed or decided.
Area area();

}  // namespace table_builder
