#pragma once
/// The municipality's own base map, read once: for maps that the server draws, and as GeoJSON for those that can be moved.
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engines/area/tenant.h"
#include "foundation/geo/base_map.h"

namespace municipality {

struct TownMap {
    /// "/karta/3f2a91c0….json": with the hash of its content, so that browsers may keep it for ever.
    struct File {
        std::string address;
        std::shared_ptr<const std::string> geojson;
    };
    geo::BaseMap map;
    File base;                        ///< what is seen of the whole town; its member "buildings" is the address of the other file
    std::optional<File> buildings{};  ///< most of a map's bytes, and seen only from near

    const File* file_at(std::string_view address) const;
};

/// Null when there is no map, or what is stored is none.
std::shared_ptr<const TownMap> town_map(std::string_view geojson);

/// For drawing; null when the municipality has no map.
const geo::BaseMap* map_of(const Tenant&);

}  // namespace municipality
