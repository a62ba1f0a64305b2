#include <catch2/catch.hpp>

#include "engines/municipality/town_map.h"
#include "engines/testing/test_site.h"
#include "foundation/json/json.h"

namespace {

/// GeoJSON of a town with one of each.
std::string map_of(const std::vector<std::string_view>& layers) {
    const auto park = json::parse(R"({"type":"Polygon","coordinates":[[[15,60],[16,60],[16,61],[15,60]]]})").value();
    const auto features = json::array(layers, [&](std::string_view layer) {
        return json::object({{"properties", json::object({{"layer", layer}})}, {"geometry", park}});
    });
    return json::to_text(json::object({{"type", "FeatureCollection"}, {"features", features}}));
}

}  // namespace

TEST_CASE("the town's map lies at an address of its own that browsers may keep for ever") {
    TestSite site({});
    site.tenant().town_map = municipality::town_map(map_of({"park"}));
    REQUIRE(site.tenant().town_map);
    const auto address = site.tenant().town_map->base.address;
    const auto answer = site.get(address);
    CHECK(answer.status == 200);
    CHECK(*answer.shared_body == map_of({"park"}));
    CHECK(header_of(answer, "Cache-Control").find("immutable") != std::string_view::npos);
    CHECK(header_of(answer, "ETag").find(address) != std::string_view::npos);
    CHECK(municipality::town_map(map_of({"field"}))->base.address != address);
    CHECK_FALSE(municipality::town_map("{}"));
    CHECK(site.get("/karta/0123456789abcdef.json").status == 404);
}

TEST_CASE("houses, most of a map's bytes, lie in a file of their own that the map names") {
    TestSite site({});
    site.tenant().town_map = municipality::town_map(map_of({"park", "building", "water"}));
    const auto base = json::parse(*site.get(site.tenant().town_map->base.address).shared_body).value();
    CHECK(base["features"] == json::parse(map_of({"park", "water"})).value()["features"]);
    const auto houses = site.get(base["buildings"].text());
    CHECK(houses.status == 200);
    CHECK(*houses.shared_body == map_of({"building"}));
}
