#pragma once
/// Maps as SVG from the server: seen without scripts, in print and in e-mail. Colours come from the stylesheet's classes.
#include <string>
#include <vector>

#include "foundation/geo/base_map.h"
#include "foundation/html/html.h"

namespace geo {

struct View {
    Position middle;
    double width = 2000, height = 1200;  ///< metres
};

struct Pin {
    enum class Kind { plain, hot, dim, home, drop };  ///< drop: the one place that the map is about, pointed at by its tip
    Position at;
    std::string label;  ///< a figure or a letter in the pin
    Kind kind = Kind::plain;
};

enum class Fit { fill, whole };  ///< fill the frame and cut the view, or show the whole view

enum class Ground { land, band };  ///< in the colours of a map, or in shades of one colour, which leave land, woods and streets alike

struct Picture {
    View view;
    std::string title{};  ///< read aloud; empty: the map is decoration
    std::vector<std::string> label_kinds{};
    std::vector<Pin> pins{};
    std::vector<Position> route{};
    std::vector<Position> drawn{};  ///< what someone has drawn: a line, or with is_area the corners of an area
    bool is_area = false;
    bool has_buildings = true;
    bool has_road_names = false;
    Ground ground = Ground::land;
    Fit fit = Fit::fill;
};

html::Html map_svg(const BaseMap&, const Picture&);

/// A view that shows all the places, with air around them.
View view_of(const std::vector<Position>&);

}  // namespace geo
