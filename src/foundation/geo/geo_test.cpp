#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <iterator>

#include "foundation/geo/clip.h"
#include "foundation/geo/coordinates.h"
#include "foundation/geo/map_svg.h"
#include "foundation/geo/places.h"

namespace {

const geo::Box box{0, 0, 100, 100};

std::string file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

const geo::BaseMap& exempelby() {
    static const auto map = geo::BaseMap::read(file("catalogue/towns/exempelby/exempelby.geojson"));
    REQUIRE(map);
    return *map;
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("a ring is cut at the edges, and gone when it is outside") {
    CHECK(geo::clipped_ring({{10, 10}, {20, 10}, {20, 20}}, box) == std::vector<geo::Point>{{10, 10}, {20, 10}, {20, 20}});
    CHECK(geo::clipped_ring({{-50, 0}, {50, 0}, {50, 50}, {-50, 50}}, box) == std::vector<geo::Point>{{0, 0}, {50, 0}, {50, 50}, {0, 50}});
    CHECK(geo::clipped_ring({{-10, -10}, {110, -10}, {110, 110}, {-10, 110}}, box).size() == 4);
    CHECK(geo::clipped_ring({{200, 200}, {300, 200}, {300, 300}}, box).empty());
}

TEST_CASE("a line that leaves and comes back is two lines") {
    const auto parts = geo::clipped_line({{10, 50}, {150, 50}, {150, 60}, {10, 60}}, box);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0] == std::vector<geo::Point>{{10, 50}, {100, 50}});
    CHECK(parts[1] == std::vector<geo::Point>{{100, 60}, {10, 60}});
    CHECK(geo::clipped_line({{-10, -10}, {-10, 200}}, box).empty());
    CHECK(geo::clipped_line({{10, 10}, {20, 20}, {30, 10}}, box) == std::vector<std::vector<geo::Point>>{{{10, 10}, {20, 20}, {30, 10}}});
}

TEST_CASE("what is no map of a place on earth is refused") {
    for (
        const auto* wrong :
        {"", "{}", R"({"type":"FeatureCollection","features":[]})", R"({"type":"Feature"})",
         R"({"type":"FeatureCollection","features":[{"properties":{"layer":"park"},"geometry":{"type":"Polygon","coordinates":[[[15,"x"],[15,60],[16,60]]]}}]})",
         R"({"type":"FeatureCollection","features":[{"properties":{"layer":"park"},"geometry":{"type":"Polygon","coordinates":[[[15,600],[15,60],[16,60]]]}}]})"})
        CHECK_FALSE(geo::BaseMap::read(wrong));
}

TEST_CASE("metres on the map are metres on the ground") {
    const auto& map = exempelby();
    const geo::Position home{60.0123, 15.3761}, school{60.0243, 15.3311};
    const auto a = map.place(home), b = map.place(school);
    const double on_map = std::hypot(a.x - b.x, a.y - b.y);
    CHECK(on_map == Approx(geo::distance(home, school)).epsilon(0.002));
}

TEST_CASE("a map has only what is seen, and grows with the view") {
    const auto near = geo::map_svg(exempelby(), {.view = {{60.0212, 15.3530}, 400, 300}}).str();
    const auto far = geo::map_svg(exempelby(), {.view = {{60.0212, 15.3530}, 2200, 1300}}).str();
    CHECK(near.size() < 12'000);
    CHECK(far.size() > near.size() * 3);
    CHECK(near.find("map-square") != std::string::npos);
    CHECK(near.find("map-island") == std::string::npos);
}

TEST_CASE("on a band of one colour nothing is drawn that would not be seen") {
    const geo::View view{{60.0212, 15.3530}, 4000, 2600};  // as far as the forest
    const auto on_land = geo::map_svg(exempelby(), {.view = view}).str();
    const auto on_band = geo::map_svg(exempelby(), {.view = view, .ground = geo::Ground::band}).str();
    for (const auto* unseen : {"map-forest", "map-street", "\"map-road\""}) {
        CHECK(count(on_land, unseen) == 1);
        CHECK(count(on_band, unseen) == 0);
    }
    CHECK(count(on_band, "map-road-case") > 0);
    CHECK(on_band.size() < on_land.size() * 9 / 10);  // streets and forest are a sixth of what is drawn on land
}

TEST_CASE("a map with a title is an image, one without is decoration") {
    CHECK(geo::map_svg(exempelby(), {.view = {{60.02, 15.35}}, .title = "Karta: <vägen>"})
              .str()
              .find(R"(role="img" aria-label="Karta: &lt;vägen&gt;")") != std::string::npos);
    CHECK(geo::map_svg(exempelby(), {.view = {{60.02, 15.35}}}).str().find(R"(aria-hidden="true")") != std::string::npos);
}

TEST_CASE("labels of the wanted kinds, pins and the route are drawn") {
    const geo::Picture picture{.view = {{60.0212, 15.3530}, 6000, 4000},
                               .label_kinds = {"town"},
                               .pins = {{{60.02, 15.35}, "1", geo::Pin::Kind::hot}, {{60.03, 15.35}, "2"}},
                               .route = {{60.02, 15.35}, {60.03, 15.35}},
                               .fit = geo::Fit::whole};
    const auto drawn = geo::map_svg(exempelby(), picture).str();
    CHECK(drawn.find(">Exempelby<") != std::string::npos);
    CHECK(drawn.find(">Norrängen<") == std::string::npos);
    CHECK(count(drawn, "<circle class=\"map-pin") == 2);
    CHECK(count(drawn, "map-route") == 3);
}

TEST_CASE("a view holds all the places it is made of") {
    const std::vector<geo::Position> places{{60.01, 15.33}, {60.03, 15.37}, {60.02, 15.35}};
    const auto view = geo::view_of(places);
    const auto& map = exempelby();
    const auto middle = map.place(view.middle);
    for (const auto& place : places) {
        const auto at = map.place(place);
        CHECK(std::abs(at.x - middle.x) < view.width / 2);
        CHECK(std::abs(at.y - middle.y) < view.height / 2);
    }
}

TEST_CASE("coordinates are read as people copy them") {
    const auto reads = [](std::string_view typed) {
        const auto at = geo::coordinates(typed);
        INFO(typed);
        CHECK(geo::look_like_coordinates(typed));
        REQUIRE(at);
        CHECK(at->latitude == Approx(60.02104).margin(1e-5));
        CHECK(at->longitude == Approx(15.35372).margin(1e-5));
    };
    for (const auto* typed : {"60.02104, 15.35372", "60,02104 15,35372", "60,02104, 15,35372", "60.02104,15.35372", "60.02104/15.35372",
                              "15.35372, 60.02104", "N 60.02104\u00b0 E 15.35372\u00b0", "Latitud 60.02104, longitud 15.35372",
                              "N60\u00b0 1.2624' E15\u00b0 21.2232'", "60\u00b01'15.744\"N 15\u00b021'13.392\"E",
                              // SWEREF 99 TM, worked out by Snyder's series for the transverse Mercator projection
                              "6653807.09, 519717.09", "519717,6653807"})
        reads(typed);
    for (const auto* wrong : {"60.02104", "60.02104, 15.35372, 12", "160, 15", "60 75 0 15 0 0", "12"}) {
        INFO(wrong);
        CHECK(geo::look_like_coordinates(wrong));
        CHECK_FALSE(geo::coordinates(wrong));
    }
    for (const auto* address : {"Storgatan 12", "Eken 1:7", "", "Vid n\u00e4sta bro", "...", "60 meter bort"}) {
        INFO(address);
        CHECK_FALSE(geo::look_like_coordinates(address));
    }
}

TEST_CASE("the national grid is read far from its middle too") {
    const auto north = geo::from_sweref99tm(7349217.6676, 907351.9692), south = geo::from_sweref99tm(6163377.1163, 373988.3716);
    CHECK(north.latitude == Approx(66).margin(1e-6));
    CHECK(north.longitude == Approx(24).margin(1e-6));
    CHECK(south.latitude == Approx(55.6).margin(1e-6));
    CHECK(south.longitude == Approx(13).margin(1e-6));
}

TEST_CASE("a place is told by the road it stands at, what is near and the part of town") {
    const auto on_street = geo::surroundings(exempelby(), {60.01961, 15.3621});
    CHECK(on_street.road == "Storgatan");
    CHECK(on_street.landmark.empty());
    const auto square = geo::surroundings(exempelby(), {60.0211, 15.3535});
    CHECK(square.landmark == "Stora torget");
    CHECK(square.district == "Exempelby");
    CHECK(square.water.empty());
    const auto lake = geo::surroundings(exempelby(), {60.01443, 15.32214});
    CHECK(lake.water == "Exempelsj\u00f6n");
    CHECK(lake.road.empty());
}

TEST_CASE("an address is found by the name of its street or place, and only by whole words") {
    const auto name = [](std::string_view words) {
        const auto found = geo::named_place(exempelby(), words);
        return found ? found->name : std::string();
    };
    CHECK(name("storgatan 14") == "Storgatan");
    CHECK(name("Vid STORA TORGET") == "Stora torget");
    CHECK(name("Industriv\u00e4gen 3, Exempelby") == "Industriv\u00e4gen");
    CHECK(name("Lillstorgatan 2").empty());
    CHECK(name("Storgatans b\u00f6rjan").empty());
    CHECK(name("Okv\u00e4gen 1").empty());
    const auto square = geo::named_place(exempelby(), "Stora torget");
    REQUIRE(square);
    CHECK(geo::distance(square->at, {60.02104, 15.35372}) < 5);
}

TEST_CASE("the municipality ends at its boundary, or at the edge of a map without one") {
    CHECK(exempelby().holds({60.02104, 15.35372}));
    CHECK_FALSE(exempelby().holds({59.3293, 18.0686}));
    const auto map = geo::BaseMap::read(R"({"type":"FeatureCollection","features":[
        {"properties":{"layer":"park"},"geometry":{"type":"Polygon","coordinates":[[[15,60],[16,60],[16,61],[15,61],[15,60]]]}},
        {"properties":{"layer":"boundary"},"geometry":{"type":"Polygon","coordinates":[[[15,60],[16,60],[15,61],[15,60]],
            [[15.1,60.1],[15.2,60.1],[15.2,60.2],[15.1,60.2],[15.1,60.1]]]}}]})");
    REQUIRE(map);
    CHECK(map->holds({60.3, 15.3}));
    CHECK_FALSE(map->holds({60.9, 15.9}));
    CHECK_FALSE(map->holds({60.15, 15.15}));
}

TEST_CASE("roads carry their names along them, and a drop points at its place") {
    const geo::View view{{60.0198, 15.3605}, 800, 600};
    const auto named =
        geo::map_svg(exempelby(), {.view = view, .pins = {{view.middle, "", geo::Pin::Kind::drop}}, .has_road_names = true}).str();
    CHECK(count(named, ">Storgatan</text>") == 1);
    CHECK(count(named, ">Industriv\u00e4gen</text>") == 0);
    CHECK(count(named, "class=\"map-drop\"") == 1);
    CHECK(count(geo::map_svg(exempelby(), {.view = view}).str(), "Storgatan") == 0);
}

TEST_CASE("places are found as they are typed, each once, without their house number") {
    const auto names = [](std::vector<std::string_view> words) {
        std::vector<std::string> all;
        for (const auto& place : geo::places_called(exempelby(), words, 5)) all.push_back(place.name);
        return all;
    };
    const auto some = geo::named_place(exempelby(), "storgatan 14");
    REQUIRE(some);
    CHECK(names({"storg"}).front() == some->name);
    CHECK(names({"storgatan", "14"}) == names({"storgatan"}));
    CHECK(names({"storgatan"}).size() == 1);
    CHECK(names({"gatan"}).empty());
    CHECK(names({"14"}).empty());
    CHECK(names({}).empty());
}
