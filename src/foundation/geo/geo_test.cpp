#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <iterator>

#include "foundation/geo/clip.h"
#include "foundation/geo/map_svg.h"

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
