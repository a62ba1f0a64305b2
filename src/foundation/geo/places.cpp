#include "foundation/geo/places.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "foundation/base/unicode.h"

namespace geo {
namespace {

constexpr double road_is_near = 80, landmark_is_near = 150, district_is_near = 3000;  // metres

double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

double distance_to_stretch(Point p, Point from, Point to) {
    const double dx = to.x - from.x, dy = to.y - from.y, length = dx * dx + dy * dy;
    const double share = length == 0 ? 0 : std::clamp(((p.x - from.x) * dx + (p.y - from.y) * dy) / length, 0.0, 1.0);
    return distance(p, {from.x + dx * share, from.y + dy * share});
}

double distance_to_line(Point p, const std::vector<Point>& line) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < line.size(); ++i) least = std::min(least, distance_to_stretch(p, line[i], line[i + 1]));
    return least;
}

std::string nearest_road(const BaseMap& map, Point at) {
    std::string name;
    double least = road_is_near;
    for (const auto& shape : map.shapes()) {
        if (shape.name.empty()) continue;
        const double away = distance_to_line(at, shape.points);
        if (away > least) continue;
        least = away;
        name = shape.name;
    }
    return name;
}

template <class Wanted>
std::string nearest_label(const BaseMap& map, Point at, double least, Wanted wanted) {
    std::string name;
    for (const auto& label : map.labels()) {
        const double away = distance(at, label.at);
        if (away > least || !wanted(label.kind)) continue;
        least = away;
        name = label.name;
    }
    return name;
}

bool is_in(const BaseMap& map, Layer layer, Point at) {
    return std::ranges::any_of(map.shapes(), [&](const Shape& shape) { return shape.layer == layer && is_inside(at, shape.points); });
}

/// Whether `name` stands in `words` with no letter or digit close before or after it. Both in lower case.
bool stands_in(std::string_view words, std::string_view name) {
    // Bytes of letters outside ASCII count as letters.
    const auto goes_on = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; };
    for (auto at = words.find(name); at != std::string_view::npos; at = words.find(name, at + 1)) {
        const auto end = at + name.size();
        if ((at == 0 || !goes_on(words[at - 1])) && (end == words.size() || !goes_on(words[end]))) return true;
    }
    return false;
}

}  // namespace

Surroundings surroundings(const BaseMap& map, Position position) {
    const auto at = map.place(position);
    Surroundings around;
    around.road = nearest_road(map, at);
    around.landmark = nearest_label(map, at, landmark_is_near, [](const std::string& kind) { return kind == "poi"; });
    around.district =
        nearest_label(map, at, district_is_near, [](const std::string& kind) { return kind == "district" || kind == "town"; });
    if (is_in(map, Layer::water, at) && !is_in(map, Layer::island, at))
        around.water =
            nearest_label(map, at, std::numeric_limits<double>::infinity(), [](const std::string& kind) { return kind == "water"; });
    return around;
}

std::optional<NamedPlace> named_place(const BaseMap& map, std::string_view words) {
    const auto wanted = lower(words);
    std::optional<NamedPlace> best;
    std::size_t size = 0;
    const auto consider = [&](const std::string& name, Point at) {
        if (name.size() <= size || !stands_in(wanted, lower(name))) return;
        size = name.size();
        best = NamedPlace{name, map.position(at)};
    };
    for (const auto& label : map.labels()) consider(label.name, label.at);
    for (const auto& shape : map.shapes())
        if (!shape.name.empty() && !shape.points.empty()) consider(shape.name, shape.points[shape.points.size() / 2]);
    return best;
}

/// Each word begins a word of the name. Both in lower case.
static bool is_called(std::string_view name, const std::vector<std::string_view>& words) {
    const auto parts = split(name, ' ');
    return std::ranges::all_of(words, [&](std::string_view word) {
        return std::ranges::any_of(parts, [&](std::string_view part) { return part.starts_with(word); });
    });
}

std::vector<NamedPlace> places_called(const BaseMap& map, const std::vector<std::string_view>& words, std::size_t most) {
    std::vector<std::string_view> wanted;
    for (const auto word : words)
        if (!word.empty() && word.find_first_of("0123456789") == word.npos) wanted.push_back(word);
    std::vector<NamedPlace> all;
    if (wanted.empty()) return all;
    std::string seen;
    const auto consider = [&](const std::string& name, Point at) {
        // A road is drawn in many pieces.
        if (name.empty() || name == seen || !is_called(lower(name), wanted)) return;
        seen = name;
        if (std::ranges::find(all, name, &NamedPlace::name) == all.end()) all.push_back({name, map.position(at)});
    };
    for (const auto& label : map.labels()) consider(label.name, label.at);
    for (const auto& shape : map.shapes())
        if (!shape.points.empty()) consider(shape.name, shape.points[shape.points.size() / 2]);
    std::ranges::sort(all, {}, &NamedPlace::name);
    if (all.size() > most) all.resize(most);
    return all;
}

}  // namespace geo
