#pragma once
/// Coordinates as people copy them from maps and measuring instruments.
#include <optional>
#include <string_view>

#include "foundation/geo/base_map.h"

namespace geo {

/// Figures and the signs of coordinates and nothing else, right or wrong: no address looks so.
bool look_like_coordinates(std::string_view);

/// "60.0211, 15.3537", "60,0211 15,3537", "N 60° 1,266' E 15° 21,222'", "60°01'16\"N 15°21'13\"E", or northing and easting in SWEREF 99 TM:
/// "6654200, 519700". Degrees in either order when they lie in Sweden. Nothing for anything else.
std::optional<Position> coordinates(std::string_view);

/// The national grid of Sweden, EPSG:3006, in metres (Lantmäteriet: Gauss conformal projection, GRS 80).
Position from_sweref99tm(double northing, double easting);
struct GridPoint {
    double northing = 0, easting = 0;  ///< metres
};
GridPoint to_sweref99tm(Position);

/// With its waters.
bool is_in_sweden(Position);

}  // namespace geo
