#include "engines/municipality/place_map.h"

#include "engines/municipality/town_map.h"

namespace municipality {

forms::PlaceMap place_map(const Tenant& tenant, std::string look_up_address, std::string credit) {
    if (!tenant.town_map) return {};
    return {.map = &tenant.town_map->map,
            .geometry_address = tenant.town_map->base.address,
            .look_up_address = std::move(look_up_address),
            .credit = std::move(credit),
            .tiles = tenant.map_tiles.address,
            .tiles_credit = tenant.map_tiles.credit};
}

}  // namespace municipality
