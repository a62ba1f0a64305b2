#pragma once
/// What a map can say of a place in words, and where a place with a name lies.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/geo/base_map.h"

namespace geo {

/// Names around a place; each may be empty.
struct Surroundings {
    std::string road;      ///< at most 80 metres away
    std::string landmark;  ///< a label of kind poi, at most 150 metres away
    std::string water;     ///< that it lies in
    std::string district;  ///< or the town itself: the nearest label, at most 3 kilometres away
};
Surroundings surroundings(const BaseMap&, Position);

struct NamedPlace {
    std::string name;  ///< as the map writes it
    Position at;
};
/// The road or place whose name stands in the words: "storgatan 14" is on Storgatan. The longest name wins.
std::optional<NamedPlace> named_place(const BaseMap&, std::string_view words);

/// Roads and labels in whose name each word begins a word; a word with figures, as a house number, says nothing. In the order of their
/// names, each name once.
std::vector<NamedPlace> places_called(const BaseMap&, const std::vector<std::string_view>& words, std::size_t most);

}  // namespace geo
