#pragma once
#include "engines/area/tenant.h"
#include "engines/forms/place.h"

namespace municipality {

/// The town under a question about a place, with what its map that can be moved needs; nothing when the municipality has no map.
forms::PlaceMap place_map(const Tenant&, std::string look_up_address, std::string credit);

}  // namespace municipality
