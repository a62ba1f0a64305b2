#pragma once
#include "engines/area/area.h"

namespace figures {

/// Two questions after a case, and the figures of the services.
Area area();

}  // namespace figures
