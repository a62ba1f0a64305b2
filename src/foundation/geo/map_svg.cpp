#include "foundation/geo/map_svg.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string_view>

#include "foundation/geo/clip.h"

namespace geo {
namespace {

struct Look {
    Layer layer;
    std::array<std::string_view, 2> classes;  ///< drawn once with each: the edge of a line, and the line
    std::size_t seen_on_band = 2;             ///< how many of them differ from the band
};
constexpr std::array looks{
    Look{Layer::forest, {"map-forest"}, 0},
    Look{Layer::street, {"map-street"}, 0},
    Look{Layer::block, {"map-block"}},
    Look{Layer::square, {"map-square"}},
    Look{Layer::park, {"map-park"}},
    Look{Layer::field, {"map-field"}},
    Look{Layer::building, {"map-building"}},
    Look{Layer::water, {"map-water"}},
    Look{Layer::island, {"map-island"}},
    Look{Layer::rail, {"map-rail", "map-rail map-rail--tie"}},
    Look{Layer::main_road, {"map-road-case", "map-road"}, 1},
    Look{Layer::major_road, {"map-road-case map-road-case--major", "map-road map-road--major"}, 1},
};

bool is_line(Layer layer) { return layer == Layer::rail || layer == Layer::main_road || layer == Layer::major_road; }

long whole(double metres) { return std::lround(metres); }

/// Where the path has come to, in whole metres.
struct Pen {
    long x = 0, y = 0;
    bool operator==(const Pen&) const = default;
};

/// Whole metres, each point relative to the one before, also from ring to ring: less than half the bytes.
void add_path(std::string& out, Pen& pen, const std::vector<Point>& points, bool is_ring) {
    Pen first;
    std::size_t written = 0;
    for (const auto& point : points) {
        const Pen next{whole(point.x), whole(point.y)};
        if (written > 0 && next == pen) continue;
        out += written == 0 ? "m" : written == 1 ? "l" : " ";
        out += std::to_string(next.x - pen.x) + (next.y < pen.y ? "" : " ") + std::to_string(next.y - pen.y);
        if (written == 0) first = next;
        ++written;
        pen = next;
    }
    if (!is_ring) return;
    out += "z";
    pen = first;
}

std::string path_of(const BaseMap& map, Layer layer, const Box& box) {
    std::string out;
    Pen pen;
    for (const auto& shape : map.shapes()) {
        if (shape.layer != layer) continue;
        if (is_line(layer)) {
            for (const auto& part : clipped_line(shape.points, box)) add_path(out, pen, part, false);
        } else if (const auto ring = clipped_ring(shape.points, box); !ring.empty()) {
            add_path(out, pen, ring, true);
        }
    }
    return out;
}

html::Html path(std::string_view css_class, std::string_view data) { return html::make<R"(<path class="{}" d="{}"/>)">(css_class, data); }

html::Html ground(const BaseMap& map, const Picture& picture, const Box& box) {
    html::Html all;
    for (const auto& look : looks) {
        if (look.layer == Layer::building && !picture.has_buildings) continue;
        const auto times = picture.ground == Ground::band ? look.seen_on_band : look.classes.size();
        const auto data = times > 0 ? path_of(map, look.layer, box) : std::string();
        if (data.empty()) continue;
        for (std::size_t i = 0; i < times; ++i)
            if (!look.classes[i].empty()) all += path(look.classes[i], data);
    }
    return all;
}

html::Html labels(const BaseMap& map, const Picture& picture, const Box& box, double scale) {
    return html::each(map.labels(), [&](const Label& label) -> html::Html {
        const bool is_wanted = std::find(picture.label_kinds.begin(), picture.label_kinds.end(), label.kind) != picture.label_kinds.end();
        if (!is_wanted || !box.holds(label.at)) return {};
        const double size = label.kind == "town" ? 26 : label.kind == "poi" ? 13 : 17;
        return html::make<R"(<text class="map-label map-label--{}" x="{}" y="{}" font-size="{}">{}</text>)">(
            label.kind, whole(label.at.x), whole(label.at.y), whole(size * scale), label.name);
    });
}

double length_of(const std::vector<Point>& line) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) sum += std::hypot(line[i + 1].x - line[i].x, line[i + 1].y - line[i].y);
    return sum;
}

/// Along the middle of the longest part that is seen, when the name has room there.
html::Html road_name(const Shape& road, const Box& seen, double scale) {
    const auto parts = clipped_line(road.points, seen);
    const auto longest = std::ranges::max_element(parts, {}, length_of);
    const double size = 12 * scale, room = static_cast<double>(road.name.size()) * size * 0.7;
    if (longest == parts.end() || length_of(*longest) < room) return {};
    const auto& line = *longest;
    const auto at = line.size() / 2;
    const auto from = line[at - 1], to = line[at];
    double turn = std::atan2(to.y - from.y, to.x - from.x) * 180 / std::numbers::pi;
    if (turn > 90) turn -= 180;  // never upside down
    if (turn < -90) turn += 180;
    const auto x = whole((from.x + to.x) / 2), y = whole((from.y + to.y) / 2);
    return html::make<
        R"svg(<text class="map-label map-label--road" x="{}" y="{}" dy="0.35em" font-size="{}" transform="rotate({} {} {})">{}</text>)svg">(
        x, y, whole(size), whole(turn), x, y, road.name);
}

html::Html road_names(const BaseMap& map, const Picture& picture, const Box& seen, double scale) {
    if (!picture.has_road_names) return {};
    return html::each(map.shapes(), [&](const Shape& shape) { return shape.name.empty() ? html::Html() : road_name(shape, seen, scale); });
}

std::string_view pin_class(Pin::Kind kind) {
    switch (kind) {
        case Pin::Kind::plain: return "map-pin";
        case Pin::Kind::hot: return "map-pin map-pin--hot";
        case Pin::Kind::dim: return "map-pin map-pin--dim";
        case Pin::Kind::home: return "map-home";
        case Pin::Kind::drop: return "map-drop";
    }
    return "map-pin";
}

html::Html drop(Point at, double scale) {
    return html::make<
        R"svg(<g class="{}" transform="translate({} {}) scale({})"><path d="M0 0C-7 -11 -16 -18 -16 -29a16 16 0 0 1 32 0C16 -18 7 -11 0 0z"/><circle class="map-drop__eye" cx="0" cy="-29" r="6"/></g>)svg">(
        pin_class(Pin::Kind::drop), whole(at.x), whole(at.y), scale);
}

html::Html pin(const BaseMap& map, const Pin& one, double scale) {
    const auto at = map.place(one.at);
    if (one.kind == Pin::Kind::drop) return drop(at, scale);
    const auto circle = html::make<R"(<circle class="{}" cx="{}" cy="{}" r="{}" stroke-width="{}"/>)">(
        pin_class(one.kind), whole(at.x), whole(at.y), whole(13 * scale), whole(2.5 * scale));
    return circle + html::when(!one.label.empty(), [&] {
               return html::make<R"(<text class="map-pin__text" x="{}" y="{}" font-size="{}">{}</text>)">(
                   whole(at.x), whole(at.y + 5 * scale), whole(14 * scale), one.label);
           });
}

html::Html route(const BaseMap& map, const std::vector<Position>& stops) {
    if (stops.size() < 2) return {};
    std::vector<Point> points;
    for (const auto& stop : stops) points.push_back(map.place(stop));
    std::string data;
    Pen pen;
    add_path(data, pen, points, false);
    return path("map-route", data) + path("map-route map-route--in", data);
}

html::Html drawn(const BaseMap& map, const Picture& picture) {
    if (picture.drawn.size() < 2) return {};
    std::vector<Point> points;
    for (const auto& corner : picture.drawn) points.push_back(map.place(corner));
    std::string data;
    Pen pen;
    add_path(data, pen, points, picture.is_area);
    return path(picture.is_area ? "map-drawn map-drawn--area" : "map-drawn", data);
}

}  // namespace

html::Html map_svg(const BaseMap& map, const Picture& picture) {
    const auto& view = picture.view;
    const auto middle = map.place(view.middle);
    const double left = middle.x - view.width / 2, top = middle.y - view.height / 2;
    // A frame of another shape than the view shows what lies around it.
    const double around = picture.fit == Fit::whole ? 0.6 : 0.02;
    const Box box{left - view.width * around, top - view.height * around, left + view.width * (1 + around),
                  top + view.height * (1 + around)};
    const Box seen{left, top, left + view.width, top + view.height};
    // Labels and pins are sized for a map about 640 pixels wide.
    const double scale = view.width / 640;
    html::Attributes said;
    if (picture.title.empty()) said.set("aria-hidden", "true").set("focusable", "false");
    else said.set("role", "img").set("aria-label", picture.title);
    return html::make<
        R"(<svg class="map-svg" viewBox="{} {} {} {}" preserveAspectRatio="xMidYMid {}" {}><rect class="map-land" x="{}" y="{}" width="{}" height="{}"/>{}{}{}{}{}{}</svg>)">(
        whole(left), whole(top), whole(view.width), whole(view.height), picture.fit == Fit::fill ? "slice" : "meet", said, whole(box.left),
        whole(box.top), whole(box.right - box.left), whole(box.bottom - box.top), ground(map, picture, box),
        road_names(map, picture, seen, scale), labels(map, picture, box, scale), route(map, picture.route), drawn(map, picture),
        html::each(picture.pins, [&](const Pin& one) { return pin(map, one, scale); }));
}

View view_of(const std::vector<Position>& places) {
    if (places.empty()) return {};
    auto least = places.front(), greatest = least;
    for (const auto& at : places) {
        least = {std::min(least.latitude, at.latitude), std::min(least.longitude, at.longitude)};
        greatest = {std::max(greatest.latitude, at.latitude), std::max(greatest.longitude, at.longitude)};
    }
    View view{.middle = {(least.latitude + greatest.latitude) / 2, (least.longitude + greatest.longitude) / 2}};
    const double west_to_east = distance({view.middle.latitude, least.longitude}, {view.middle.latitude, greatest.longitude});
    const double south_to_north = distance({least.latitude, view.middle.longitude}, {greatest.latitude, view.middle.longitude});
    view.width = std::max({600.0, west_to_east * 1.4, south_to_north * 1.4 / 0.6});
    view.height = view.width * 0.6;
    return view;
}

}  // namespace geo
