#pragma once
#include "engines/area/area.h"

namespace e_services {

/// The first page, the e-services and their forms, following a case with a code, and the API for sending applications.
Area area();

}  // namespace e_services
