#pragma once
#include "engines/area/area.h"

namespace sign_in {

/// E-identification for residents, password and second step for staff, own sessions.
Area area();

}  // namespace sign_in
