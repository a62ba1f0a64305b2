#pragma once
/// Cuts shapes at the edge of a picture, so that only what is seen is sent.
#include <vector>

#include "foundation/geo/base_map.h"

namespace geo {

struct Box {
    double left = 0, top = 0, right = 0, bottom = 0;
    bool holds(Point p) const { return p.x >= left && p.x <= right && p.y >= top && p.y <= bottom; }
};

/// The part of a ring inside the box, as one ring (Sutherland and Hodgman 1974); empty when all of it is outside.
std::vector<Point> clipped_ring(const std::vector<Point>&, const Box&);
/// The parts of a line inside the box (Liang and Barsky 1984).
std::vector<std::vector<Point>> clipped_line(const std::vector<Point>&, const Box&);

}  // namespace geo
