#pragma once
#include "engines/area/area.h"

namespace knowledge_base {

/// Questions and answers, for residents and for staff.
Area area();

}  // namespace knowledge_base
