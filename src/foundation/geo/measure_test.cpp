#include "foundation/geo/measure.h"

#include <catch2/catch.hpp>

#include "foundation/geo/coordinates.h"

using namespace geo;

/// A corner some metres north and east of a place in Exempelby.
static Position corner(double north, double east) { return from_sweref99tm(6654200 + north, 519700 + east); }

TEST_CASE("the grid and degrees lead back to each other, far from the middle too") {
    for (const auto at : {Position{60.0211, 15.3537}, Position{55.34, 12.95}, Position{68.43, 22.49}}) {
        const auto grid = to_sweref99tm(at);
        const auto back = from_sweref99tm(grid.northing, grid.easting);
        CHECK(back.latitude == Approx(at.latitude).epsilon(1e-10));
        CHECK(back.longitude == Approx(at.longitude).epsilon(1e-10));
    }
}

TEST_CASE("a line is as long as its parts") {
    CHECK(length_m({corner(0, 0), corner(30, 40), corner(30, 140)}) == Approx(150).margin(0.001));
    CHECK(length_m({corner(0, 0)}) == 0);
    CHECK(length_m({}) == 0);
}

TEST_CASE("an area is the same whichever way round it is drawn, with a bay in it too") {
    const std::vector<Position> bay = {corner(0, 0), corner(0, 20), corner(10, 20), corner(10, 10), corner(20, 10), corner(20, 0)};
    CHECK(area_m2(bay) == Approx(300).margin(0.001));
    CHECK(area_m2({bay.rbegin(), bay.rend()}) == Approx(300).margin(0.001));
    CHECK(area_m2({corner(0, 0), corner(0, 20)}) == 0);
}
