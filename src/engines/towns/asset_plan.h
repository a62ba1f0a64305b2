#pragma once
/// The invented register of what stands in the streets of a town: lamp posts, bins, benches and the rest, along every street of its map.
#include "engines/area/tenant.h"

namespace towns {

/// Some thousands; nothing without a map.
void add_assets(Tenant&);

}  // namespace towns
