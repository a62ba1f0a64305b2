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
    std::vector<std::pair<Layer, Positions>> shapes;
    struct Name {
        std::string name, kind;
        Position at;
    };
    std::vector<Name> labels;
};

bool add_feature(const json::Value& feature, Read& read) {
    const auto& properties = feature["properties"];
    if (properties["layer"].text() == "label") {
        const auto at = position(feature["geometry"]["coordinates"]);
        if (at) read.labels.push_back({properties["name"].text(), properties["kind"].text(), *at});
        return at.has_value();
    }
    const auto layer = layer_of(properties);
    if (!layer) return true;
    std::vector<Positions> lines;
    if (!add_lines(feature["geometry"], lines)) return false;
    for (auto& line : lines) read.shapes.emplace_back(*layer, std::move(line));
    return true;
}

Position middle_of(const Read& read) {
    Position least{90, 180}, greatest{-90, -180};
    for (const auto& [layer, positions] : read.shapes)
        for (const auto& at : positions) {
            least = {std::min(least.latitude, at.latitude), std::min(least.longitude, at.longitude)};
            greatest = {std::max(greatest.latitude, at.latitude), std::max(greatest.longitude, at.longitude)};
        }
    return {(least.latitude + greatest.latitude) / 2, (least.longitude + greatest.longitude) / 2};
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
    map.middle_ = middle_of(read);
    for (const auto& [layer, positions] : read.shapes) {
        Shape shape{layer, {}};
        for (const auto& at : positions) shape.points.push_back(map.place(at));
        map.shapes_.push_back(std::move(shape));
    }
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

double distance(Position from, Position to) {
    constexpr double earth_radius = 6'371'000;  // metres
    const double up = std::sin(radians(to.latitude - from.latitude) / 2), along = std::sin(radians(to.longitude - from.longitude) / 2);
    const double share = up * up + std::cos(radians(from.latitude)) * std::cos(radians(to.latitude)) * along * along;
    return 2 * earth_radius * std::asin(std::min(1.0, std::sqrt(share)));
}

}  // namespace geo
