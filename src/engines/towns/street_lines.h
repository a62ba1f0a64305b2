#pragma once
/// The streets of a town's map as lines, in metres around its middle.
#include <string_view>
#include <vector>

#include "foundation/geo/base_map.h"

namespace towns {

/// The longest stretch that the map draws of a street; empty when it has none of that name.
std::vector<geo::Point> line_of(const geo::BaseMap&, std::string_view street);
double length_of(const std::vector<geo::Point>& line);
/// So many metres along a line, to one side of it.
geo::Point along(const std::vector<geo::Point>& line, double metres, double aside);

}  // namespace towns
