#pragma once
/// A place on the town's own map: what is said of it, and how it is shown.
#include <optional>
#include <string>

#include "engines/forms/answers.h"
#include "engines/forms/definition.h"
#include "foundation/html/html.h"

namespace forms {

/// The map under a question about a place. Without `map` only the text box stands.
struct PlaceMap {
    const geo::BaseMap* map = nullptr;
    std::string geometry_address{};  ///< its GeoJSON, for the map that can be moved; empty: the drawn one stays
    std::string look_up_address{};   ///< answers a posted plats=… with look_up()
    std::string credit{};            ///< "© Exempelby kommun"
    std::string tiles{};             ///< address of tiles with {z}, {x} and {y} to draw instead of the map that can be moved; may be empty
    std::string tiles_credit{};
};

/// Where an answer lies, as far as the map can tell.
struct ShownPlace {
    std::optional<Point> at{};  ///< nothing: the map does not know the address
    bool is_exact = false;      ///< pointed out, and not only the street that an address names
    std::string words{};        ///< "Vid Storgatan, Exempelby"; may be empty
};
ShownPlace shown_place(const Texts&, const geo::BaseMap&, const Answer&);

/// Where an answer points, where its drawing begins, or where the map has what its words name; nothing when nobody can tell. `map` may be
/// null.
std::optional<geo::Position> position_of(const geo::BaseMap* map, const Answer&);

/// What is made of words typed in the box, as JSON: latitude, longitude, exact and words; or error.
std::string look_up(const Texts&, const geo::BaseMap&, std::string_view typed);
/// Of a line or an area: points, as [[latitude, longitude], …], and words; or error.
std::string look_up_drawing(const Texts&, const geo::BaseMap&, std::string_view typed, MapShape);

/// The map of a question, with the place in words above it; nothing without a map. `name` is the input's.
html::Html place_map(const Texts&, const PlaceMap&, const Field&, const std::string& name, const Answer*);
/// An answer with a small map beside its words. `words` is the answer itself.
html::Html place_with_map(const Texts&, const geo::BaseMap&, const Field&, const Answer&, std::string_view words);

}  // namespace forms
