#include "engines/towns/street_lines.h"

#include <algorithm>
#include <cmath>

namespace towns {

std::vector<geo::Point> line_of(const geo::BaseMap& map, std::string_view street) {
    std::vector<geo::Point> longest;
    for (const auto& shape : map.shapes())
        if (shape.name == street && shape.points.size() > longest.size()) longest = shape.points;
    return longest;
}

double length_of(const std::vector<geo::Point>& line) {
    double length = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) length += std::hypot(line[i + 1].x - line[i].x, line[i + 1].y - line[i].y);
    return length;
}

geo::Point along(const std::vector<geo::Point>& line, double metres, double aside) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const auto [from, to] = std::pair(line[i], line[i + 1]);
        const double length = std::hypot(to.x - from.x, to.y - from.y);
        if (length == 0) continue;
        if (metres > length && i + 2 < line.size()) {
            metres -= length;
            continue;
        }
        const double share = std::min(1.0, metres / length), dx = (to.x - from.x) / length, dy = (to.y - from.y) / length;
        return {from.x + (to.x - from.x) * share - dy * aside, from.y + (to.y - from.y) * share + dx * aside};
    }
    return line.front();
}

}  // namespace towns
