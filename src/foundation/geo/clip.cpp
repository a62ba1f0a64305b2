#include "foundation/geo/clip.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace geo {
namespace {

/// What is left of a ring on the inner side of one edge. `depth` is how far inside a point is, below zero when outside.
template <class Depth>
std::vector<Point> cut(const std::vector<Point>& ring, Depth depth) {
    std::vector<Point> kept;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const auto from = ring[i], to = ring[(i + 1) % ring.size()];
        const double d_from = depth(from), d_to = depth(to);
        if (d_from >= 0) kept.push_back(from);
        if ((d_from >= 0) == (d_to >= 0)) continue;
        const double share = d_from / (d_from - d_to);
        kept.push_back({from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share});
    }
    return kept;
}

/// The part of a stretch inside the box, as its two ends.
std::optional<std::pair<Point, Point>> inside(Point from, Point to, const Box& box) {
    const double dx = to.x - from.x, dy = to.y - from.y;
    double begin = 0, end = 1;
    for (const auto& [step, room] :
         {std::pair{-dx, from.x - box.left}, {dx, box.right - from.x}, {-dy, from.y - box.top}, {dy, box.bottom - from.y}}) {
        if (step == 0) {
            if (room < 0) return std::nullopt;
            continue;
        }
        if (step < 0) begin = std::max(begin, room / step);
        else end = std::min(end, room / step);
    }
    if (begin > end) return std::nullopt;
    return std::pair{Point{from.x + dx * begin, from.y + dy * begin}, Point{from.x + dx * end, from.y + dy * end}};
}

}  // namespace

std::vector<Point> clipped_ring(const std::vector<Point>& ring, const Box& box) {
    auto left = cut(ring, [&](Point p) { return p.x - box.left; });
    left = cut(left, [&](Point p) { return box.right - p.x; });
    left = cut(left, [&](Point p) { return p.y - box.top; });
    left = cut(left, [&](Point p) { return box.bottom - p.y; });
    return left.size() < 3 ? std::vector<Point>{} : left;
}

std::vector<std::vector<Point>> clipped_line(const std::vector<Point>& line, const Box& box) {
    std::vector<std::vector<Point>> parts;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const auto seen = inside(line[i], line[i + 1], box);
        if (!seen) continue;
        if (parts.empty() || parts.back().back() != seen->first) parts.push_back({seen->first});
        parts.back().push_back(seen->second);
    }
    return parts;
}

}  // namespace geo
