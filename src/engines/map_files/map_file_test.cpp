#include "engines/map_files/map_file.h"

#include <catch2/catch.hpp>

namespace map_files {

TEST_CASE("a column is found by any of its names, whatever mark the file begins with and whatever stands between") {
    const auto heading = Heading::read("\xEF\xBB\xBFObjektId,\"Slag\",Lon,LAT\r").value();
    CHECK(heading.column({"id", "objektid"}) == Column{0});
    CHECK(heading.column({"slag"}) == Column{1});
    CHECK(!heading.column({"namn"}));
    // The name that is written first is the better one.
    CHECK(heading.column({"slag", "objektid"}) == Column{1});
    CHECK(heading.line(" 7 ,a,,").value().at(Column{0}) == "7");
    CHECK(heading.line("7").value().at(Column{3}).empty());
    CHECK(heading.line("7").value().at(std::nullopt).empty());
    CHECK(heading.line("\xFF").error().text_key == "error_not_utf8");
    CHECK(Heading::read("adress;\xE5").error().text_key == "error_not_utf8");
}

TEST_CASE("a place is written in degrees or in the national grid, under any of the names of its columns") {
    const auto of = [](std::string_view names, std::string_view written) {
        const auto heading = Heading::read(names).value();
        return PlaceColumns(heading).of(heading.line(written).value());
    };
    for (const auto* names : {"nord;ost", "norr;öst", "N;E", "Northing;Easting"}) {
        const auto at = of(names, "6654200;519700");
        REQUIRE(at);
        REQUIRE(*at);
        CHECK((*at)->latitude == Approx(60.02).margin(0.01));
    }
    for (const auto* names : {"latitud;longitud", "lat;long", "Lat;Lon", "latitude;longitude"})
        CHECK(of(names, "60.02;15.35").value() == geo::Position{60.02, 15.35});
    CHECK(!of("lat;lon", ";").value());
    CHECK(of("lat;lon", "60.02;").error().text_key == "error_position");
    CHECK(of("lat;lon", "15.35;60.02").error().text_key == "error_position");
    // Where a line has nothing in the grid its degrees count.
    CHECK(of("nord;ost;lat;lon", ";;60.02;15.35").value());
    CHECK(!PlaceColumns(Heading::read("nord;lat").value()).are_there());
    CHECK(PlaceColumns(Heading::read("n;e").value()).are_there());
}

TEST_CASE("what a file does not name is kept when the file was cut off, looks so, or has lines that cannot be read") {
    CHECK(kept({}, Smaller::refused, 10, 0) == Kept::nothing);
    CHECK(kept({}, Smaller::refused, 10, 5) == Kept::nothing);
    CHECK(kept({}, Smaller::refused, 10, 6) == Kept::looks_cut);
    CHECK(kept({}, Smaller::meant, 10, 10) == Kept::nothing);
    CHECK(kept({.wrong = 1}, Smaller::refused, 10, 1) == Kept::has_wrong_lines);
    CHECK(kept({.wrong = 1}, Smaller::refused, 10, 0) == Kept::nothing);
    CHECK(kept({.wrong = 1}, Smaller::meant, 10, 1) == Kept::nothing);
    CHECK(kept({.is_whole = false}, Smaller::meant, 10, 1) == Kept::is_cut);
}

}  // namespace map_files
