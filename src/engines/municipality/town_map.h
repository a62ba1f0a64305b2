#pragma once
/// The municipality's own base map, read once: for maps that the server draws, and as GeoJSON for those that can be moved.
#include <memory>
#include <string>
#include <string_view>

#include "engines/area/tenant.h"
#include "foundation/geo/base_map.h"

namespace municipality {

struct TownMap {
    geo::BaseMap map;
    std::string address;  ///< of the GeoJSON, "/karta/3f2a91c0….json": with the hash of its content, so that browsers may keep it for ever
    std::shared_ptr<const std::string> geojson;
};

/// Null when there is no map, or what is stored is none.
std::shared_ptr<const TownMap> town_map(std::string_view geojson);

/// For drawing; null when the municipality has no map.
const geo::BaseMap* map_of(const Tenant&);

}  // namespace municipality
