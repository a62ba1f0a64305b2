#pragma once
#include "engines/area/area.h"

namespace my_pages {

/// A resident's own cases, drafts and details.
Area area();

}  // namespace my_pages
