#pragma once
/// The base map of a town, read from GeoJSON (RFC 7946).
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/result.h"

namespace geo {

/// Degrees, WGS 84.
struct Position {
    double latitude = 0, longitude = 0;
    bool operator==(const Position&) const = default;
};

/// Metres to the right of and below the middle of the map.
struct Point {
    double x = 0, y = 0;
    bool operator==(const Point&) const = default;
};

/// In the order they are drawn, the lowest first.
enum class Layer { forest, street, block, square, park, field, building, water, island, rail, main_road, major_road };

struct Shape {
    Layer layer;
    std::vector<Point> points;  ///< a ring without its last, equal point; or a line
    std::string name{};         ///< of a road; may be empty
};
struct Label {
    std::string name;
    std::string kind;  ///< "town", "district", "water", "poi"
    Point at;
};

/// Shapes in metres around the map's middle: near enough for a municipality.
class BaseMap {
public:
    /// Features with property "layer": forest, street, block (kind square), park, field, building, water, island, rail, road (class major,
    /// name), label (name, kind) and boundary, the municipality's limits. Others are skipped. Fault::invalid on what is no
    /// FeatureCollection or has no place on earth.
    static Result<BaseMap> read(std::string_view geojson);

    const std::vector<Shape>& shapes() const { return shapes_; }
    const std::vector<Label>& labels() const { return labels_; }
    Position middle() const { return middle_; }
    Point place(Position) const;
    Position position(Point) const;
    /// The middle of the town square, or of the map when it has none.
    Position square() const;
    /// The corners of what it draws.
    Position south_west() const { return south_west_; }
    Position north_east() const { return north_east_; }
    /// Inside the municipality: its boundary, or the edge of the map when it draws none.
    bool holds(Position) const;

private:
    Position middle_, south_west_, north_east_;
    std::vector<Shape> shapes_;
    std::vector<Label> labels_;
    std::vector<std::vector<Point>> boundary_;  ///< rings
};

/// Whether a point lies inside a ring, by counting the edges that a ray from it crosses.
bool is_inside(Point, const std::vector<Point>& ring);

/// Metres along the ground between two places, as the crow flies.
double distance(Position, Position);

}  // namespace geo
