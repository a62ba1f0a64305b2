#include "engines/municipality/town_map.h"

#include "foundation/crypto/crypto.h"

namespace municipality {

std::shared_ptr<const TownMap> town_map(std::string_view geojson) {
    if (geojson.empty()) return nullptr;
    auto map = geo::BaseMap::read(geojson);
    if (!map) return nullptr;
    return std::make_shared<const TownMap>(TownMap{*std::move(map), "/karta/" + crypto::sha256_hex(geojson).substr(0, 16) + ".json",
                                                   std::make_shared<const std::string>(geojson)});
}

const geo::BaseMap* map_of(const Tenant& tenant) { return tenant.town_map ? &tenant.town_map->map : nullptr; }

}  // namespace municipality
