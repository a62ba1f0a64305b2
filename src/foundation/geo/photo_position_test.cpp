#include "foundation/geo/photo_position.h"

#include <catch2/catch.hpp>
#include <string>

namespace {

using namespace std::string_literals;

std::string two(unsigned value) { return {static_cast<char>(value >> 8), static_cast<char>(value)}; }
std::string four(unsigned value) { return two(value >> 16) + two(value & 0xFFFF); }
std::string entry(unsigned tag, unsigned type, unsigned count, const std::string& value) {
    return two(tag) + two(type) + four(count) + value;
}
std::string angle(unsigned degrees, unsigned minutes, unsigned hundredths) {
    return four(degrees) + four(1) + four(minutes) + four(1) + four(hundredths) + four(100);
}

/// A JPEG with nothing in it but where it was taken: 60° 1' 15,74" N, 15° 21' 13,39" E.
std::string photo(char north_or_south = 'N') {
    const auto directory = two(1) + entry(0x8825, 4, 1, four(26)) + four(0);
    const auto gps = two(4) + entry(1, 2, 2, std::string{north_or_south, '\0', '\0', '\0'}) + entry(2, 5, 3, four(80)) +
                     entry(3, 2, 2, "E\0\0\0"s) + entry(4, 5, 3, four(104)) + four(0);
    const auto tiff = "MM\0\x2A"s + four(8) + directory + gps + angle(60, 1, 1574) + angle(15, 21, 1339);
    const auto exif = "Exif\0\0"s + tiff;
    return "\xFF\xD8\xFF\xE0"s + two(4) + "JF" + "\xFF\xE1" + two(static_cast<unsigned>(exif.size() + 2)) + exif + "\xFF\xD9";
}

}  // namespace

TEST_CASE("a photo says where it was taken") {
    const auto at = geo::photo_position(photo());
    REQUIRE(at);
    CHECK(at->latitude == Approx(60.02104).margin(0.00001));
    CHECK(at->longitude == Approx(15.35372).margin(0.00001));
    CHECK(geo::photo_position(photo('S'))->latitude == Approx(-60.02104).margin(0.00001));
}

TEST_CASE("a photo that is cut anywhere, or none, says nothing and breaks nothing") {
    const auto whole = photo();
    for (std::size_t length = 0; length + 2 < whole.size(); ++length) CHECK_FALSE(geo::photo_position(whole.substr(0, length)));
    CHECK_FALSE(geo::photo_position("%PDF-1.4"));
}
