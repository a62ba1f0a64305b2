#include "foundation/geo/measure.h"

#include <cmath>

#include "foundation/geo/coordinates.h"

namespace geo {

static std::vector<GridPoint> on_grid(const std::vector<Position>& points) {
    std::vector<GridPoint> grid;
    for (const auto& point : points) grid.push_back(to_sweref99tm(point));
    return grid;
}

double length_m(const std::vector<Position>& line) {
    const auto grid = on_grid(line);
    double sum = 0;
    for (std::size_t i = 0; i + 1 < grid.size(); ++i)
        sum += std::hypot(grid[i + 1].northing - grid[i].northing, grid[i + 1].easting - grid[i].easting);
    return sum;
}

double area_m2(const std::vector<Position>& ring) {
    const auto grid = on_grid(ring);
    if (grid.size() < 3) return 0;
    double twice = 0;
    // From the first corner, so that the large figures of the grid cost no precision.
    const auto& origin = grid.front();
    for (std::size_t i = 1; i + 1 < grid.size(); ++i)
        twice += (grid[i].easting - origin.easting) * (grid[i + 1].northing - origin.northing) -
                 (grid[i + 1].easting - origin.easting) * (grid[i].northing - origin.northing);
    return std::abs(twice) / 2;
}

}  // namespace geo
