#include "engines/municipality/map_tiles.h"

#include <catch2/catch.hpp>

namespace municipality {

TEST_CASE("a tile server has an address with places for the tile, and somebody's name") {
    const auto tiles = map_tiles("https://kartor.example:8443/lag/{z}/{x}/{y}.png?nyckel=a", " © Exempel ");
    REQUIRE(tiles);
    CHECK(tiles->origin == "https://kartor.example:8443");
    CHECK(tiles->credit == "© Exempel");
    CHECK(map_tiles("", "")->origin.empty());
}

TEST_CASE("no address of tiles says more to browsers than where pictures are") {
    for (const auto* address :
         {"http://kartor.example/{z}/{x}/{y}.png", "https://kartor.example/{z}/{x}.png", "https:///{z}/{x}/{y}.png",
          "https://a;script-src */{z}/{x}/{y}.png", "https://a'b/{z}/{x}/{y}.png", "https://*/{z}/{x}/{y}.png",
          "https://a@b.example/{z}/{x}/{y}.png", "https://{x}.example/{z}/{x}/{y}.png", "https://a,b/{z}/{x}/{y}.png"})
        CHECK_FALSE(map_tiles(address, "© Exempel"));
    CHECK_FALSE(map_tiles("https://kartor.example/{z}/{x}/{y}.png", ""));
}

}  // namespace municipality
