#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/area.h"

namespace site {

/// OpenAPI 3.1 of every route under /api, as JSON.
std::string openapi(const std::vector<Area>&, std::string_view title, std::string_view public_address);

}  // namespace site
