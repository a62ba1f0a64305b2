#pragma once
/// How long and how large, in the plane of SWEREF 99 TM, as the municipality's own maps measure.
#include <vector>

#include "foundation/geo/base_map.h"

namespace geo {

/// Metres along a line; 0 for less than two points.
double length_m(const std::vector<Position>&);
/// Square metres inside a ring, whichever way round it is drawn; the last point joins the first. 0 for less than three points.
double area_m2(const std::vector<Position>&);

}  // namespace geo
