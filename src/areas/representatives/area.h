#pragma once
#include "engines/area/area.h"

namespace representatives {

/// Who may act for whom (fullmakter): on My pages, and registered by staff.
Area area();

}  // namespace representatives
