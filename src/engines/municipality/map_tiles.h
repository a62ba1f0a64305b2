#pragma once
/// A tile server outside the house that maps on the web are drawn from.
#include <string_view>

#include "engines/area/tenant.h"

namespace municipality {

/// "https://kartor.example/{z}/{x}/{y}.png" and whose map it is; none when the address is empty. invalid for an address that browsers could
/// be led elsewhere by, or without a credit.
Result<Tenant::MapTiles> map_tiles(std::string_view address, std::string_view credit);

}  // namespace municipality
