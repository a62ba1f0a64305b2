#include "foundation/geo/base_map.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

#include "foundation/json/json.h"

namespace geo {
namespace {

constexpr double metres_a_degree = 111'320;  // of latitude
double radians(double degrees) { return degrees * std::numbers::pi / 180; }

std::optional<Layer> layer_of(const json::Value& properties) {
    const auto& name = properties["layer"].text();
    if (name == "block") return properties["kind"].text() == "square" ? Layer::square : Layer::block;
    if (name == "road") return properties["class"].text() == "major" ? Layer::major_road : Layer::main_road;
    for (const auto& [known, layer] : {std::pair{"forest", Layer::forest},
                                       {"street", Layer::street},
                                       {"park", Layer::park},
                                       {"field", Layer::field},
                                       {"building", Layer::building},
                                       {"water", Layer::water},
                                       {"island", Layer::island},
                                       {"rail", Layer::rail}})
        if (name == known) return layer;
    return std::nullopt;
}

using Positions = std::vector<Position>;

/// Nothing when a number is missing or outside the globe.
std::optional<Position> position(const json::Value& pair) {
    if (!pair[std::size_t{0}].is_number() || !pair[1].is_number()) return std::nullopt;
    const Position at{.latitude = pair[1].number(), .longitude = pair[std::size_t{0}].number()};
    if (std::abs(at.latitude) > 90 || std::abs(at.longitude) > 180) return std::nullopt;
    return at;
}

bool add_line(const json::Value& pairs, std::vector<Positions>& lines) {
    Positions line;
    for (const auto& pair : pairs.items()) {
        const auto at = position(pair);
        if (!at) return false;
        line.push_back(*at);
    }
    if (line.size() > 1) lines.push_back(std::move(line));
    return true;
}

bool add_rings(const json::Value& polygon, std::vector<Positions>& lines) {
    for (const auto& ring : polygon.items()) {
        if (!add_line(ring, lines)) return false;
        if (!lines.empty() && lines.back().front() == lines.back().back()) lines.back().pop_back();
    }
    return true;
}

/// Every ring or line of a geometry; false when one is broken.
bool add_lines(const json::Value& geometry, std::vector<Positions>& lines) {
    const auto& type = geometry["type"].text();
    const auto& coordinates = geometry["coordinates"];
    if (type == "LineString") return add_line(coordinates, lines);
    if (type == "Polygon") return add_rings(coordinates, lines);
    for (const auto& part : coordinates.items()) {
        if (type == "MultiLineString" && !add_line(part, lines)) return false;
        if (type == "MultiPolygon" && !add_rings(part, lines)) return false;
    }
    return true;
}

struct Read {
    struct Drawn {
        Layer layer;
        Positions line;
        std::string name;
    };
    struct Name {
        std::string name, kind;
        Position at;
    };
    std::vector<Drawn> shapes;
    std::vector<Name> labels;
    std::vector<Positions> boundary;
};

bool add_feature(const json::Value& feature, Read& read) {
    const auto& properties = feature["properties"];
    if (properties["layer"].text() == "label") {
        const auto at = position(feature["geometry"]["coordinates"]);
        if (at) read.labels.push_back({properties["name"].text(), properties["kind"].text(), *at});
        return at.has_value();
    }
    if (properties["layer"].text() == "boundary") return add_lines(feature["geometry"], read.boundary);
    const auto layer = layer_of(properties);
    if (!layer) return true;
    std::vector<Positions> lines;
    if (!add_lines(feature["geometry"], lines)) return false;
    for (auto& line : lines) read.shapes.push_back({*layer, std::move(line), properties["name"].text()});
    return true;
}

}  // namespace

Result<BaseMap> BaseMap::read(std::string_view geojson) {
    const auto whole = json::parse(geojson);
    if (!whole || (*whole)["type"].text() != "FeatureCollection") return failure(Fault::invalid);
    Read read;
    for (const auto& feature : (*whole)["features"].items())
        if (!add_feature(feature, read)) return failure(Fault::invalid);
    if (read.shapes.empty()) return failure(Fault::invalid);

    BaseMap map;
    Position least{90, 180}, greatest{-90, -180};
    for (const auto& drawn : read.shapes)
        for (const auto& at : drawn.line) {
            least = {std::min(least.latitude, at.latitude), std::min(least.longitude, at.longitude)};
            greatest = {std::max(greatest.latitude, at.latitude), std::max(greatest.longitude, at.longitude)};
        }
    map.south_west_ = least;
    map.north_east_ = greatest;
    map.middle_ = {(least.latitude + greatest.latitude) / 2, (least.longitude + greatest.longitude) / 2};
    const auto placed = [&](const Positions& line) {
        std::vector<Point> points;
        for (const auto& at : line) points.push_back(map.place(at));
        return points;
    };
    for (auto& drawn : read.shapes) map.shapes_.push_back({drawn.layer, placed(drawn.line), std::move(drawn.name)});
    for (const auto& ring : read.boundary) map.boundary_.push_back(placed(ring));
    for (auto& [name, kind, at] : read.labels) map.labels_.push_back({std::move(name), std::move(kind), map.place(at)});
    return map;
}

Point BaseMap::place(Position at) const {
    return {(at.longitude - middle_.longitude) * metres_a_degree * std::cos(radians(middle_.latitude)),
            (middle_.latitude - at.latitude) * metres_a_degree};
}

Position BaseMap::position(Point at) const {
    return {middle_.latitude - at.y / metres_a_degree, middle_.longitude + at.x / (metres_a_degree * std::cos(radians(middle_.latitude)))};
}

Position BaseMap::square() const {
    for (const auto& shape : shapes_) {
        if (shape.layer != Layer::square || shape.points.empty()) continue;
        Point sum;
        for (const auto& point : shape.points) sum = {sum.x + point.x, sum.y + point.y};
        const auto count = static_cast<double>(shape.points.size());
        return position({sum.x / count, sum.y / count});
    }
    return middle_;
}

bool BaseMap::holds(Position at) const {
    if (boundary_.empty())
        return at.latitude >= south_west_.latitude && at.latitude <= north_east_.latitude && at.longitude >= south_west_.longitude &&
               at.longitude <= north_east_.longitude;
    // A hole is a ring inside a ring: what lies in both is outside.
    const auto point = place(at);
    return std::ranges::count_if(boundary_, [&](const auto& ring) { return is_inside(point, ring); }) % 2 == 1;
}

bool is_inside(Point point, const std::vector<Point>& ring) {
    bool inside = false;
    for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
        const auto a = ring[i], b = ring[before];
        const bool is_crossed = (a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x;
        if (is_crossed) inside = !inside;
    }
    return inside;
}

double distance(Position from, Position to) {
    constexpr double earth_radius = 6'371'000;  // metres
    const double up = std::sin(radians(to.latitude - from.latitude) / 2), along = std::sin(radians(to.longitude - from.longitude) / 2);
    const double share = up * up + std::cos(radians(from.latitude)) * std::cos(radians(to.latitude)) * along * along;
    return 2 * earth_radius * std::asin(std::min(1.0, std::sqrt(share)));
}

}  // namespace geo
