#include "engines/municipality/town_map.h"

#include "foundation/crypto/crypto.h"
#include "foundation/json/json.h"

namespace municipality {
namespace {

TownMap::File file_of(std::string geojson) {
    auto address = "/karta/" + crypto::sha256_hex(geojson).substr(0, 16) + ".json";
    return {std::move(address), std::make_shared<const std::string>(std::move(geojson))};
}

std::optional<TownMap::File> take_buildings(json::Value& collection) {
    json::Array others, buildings;
    for (const auto& feature : collection["features"].items())
        (feature["properties"]["layer"].text() == "building" ? buildings : others).push_back(feature);
    if (buildings.empty()) return std::nullopt;
    auto file = file_of(json::to_text(json::object({{"type", "FeatureCollection"}, {"features", std::move(buildings)}})));
    collection.set("features", std::move(others)).set("buildings", file.address);
    return file;
}

}  // namespace

const TownMap::File* TownMap::file_at(std::string_view address) const {
    if (address == base.address) return &base;
    return buildings && address == buildings->address ? &*buildings : nullptr;
}

std::shared_ptr<const TownMap> town_map(std::string_view geojson) {
    auto map = geo::BaseMap::read(geojson);
    auto collection = json::parse(geojson);
    if (!map || !collection) return nullptr;
    auto buildings = take_buildings(*collection);
    return std::make_shared<const TownMap>(TownMap{*std::move(map), file_of(json::to_text(*collection)), std::move(buildings)});
}

const geo::BaseMap* map_of(const Tenant& tenant) { return tenant.town_map ? &tenant.town_map->map : nullptr; }

}  // namespace municipality
