#include "foundation/pictures/bare_jpeg.h"

#include <catch2/catch.hpp>
#include <string>

#include "foundation/geo/photo_position.h"
#include "foundation/pictures/photo_for_tests.h"

namespace {

using namespace std::string_literals;
using pictures::bare_jpeg;
using pictures::photo_of_camera, pictures::small_png;

/// Width and height as the frame of a JPEG says (SOF0).
std::pair<int, int> size_of(const std::string& jpeg) {
    const auto at = jpeg.find("\xFF\xC0"s);
    REQUIRE(at != std::string::npos);
    const auto two = [&](std::size_t i) {
        return static_cast<unsigned char>(jpeg[at + i]) << 8 | static_cast<unsigned char>(jpeg[at + i + 1]);
    };
    return {two(7), two(5)};
}

}  // namespace

TEST_CASE("nothing that the camera wrote is left in a picture for everybody, and it stands as it was taken") {
    const auto photo = photo_of_camera();
    REQUIRE(geo::photo_position(photo));
    REQUIRE(size_of(photo) == std::pair(16, 8));
    const auto bare = bare_jpeg(photo);
    REQUIRE(bare);
    CHECK_FALSE(geo::photo_position(*bare));
    CHECK(bare->find("Exif") == std::string::npos);
    CHECK(bare->find("2026:11:26") == std::string::npos);
    CHECK(size_of(*bare) == std::pair(8, 16));
}

TEST_CASE("a PNG becomes a JPEG, and a large picture a smaller one") {
    const auto bare = bare_jpeg(small_png());
    REQUIRE(bare);
    CHECK(bare->starts_with("\xFF\xD8"s));
    CHECK(size_of(*bare) == std::pair(4, 2));
    CHECK(size_of(bare_jpeg(photo_of_camera(), 8).value()) == std::pair(4, 8));
    CHECK(size_of(bare_jpeg(small_png(), 2).value()) == std::pair(2, 1));
}

TEST_CASE("what is no photograph, or is cut off, is nothing") {
    for (const auto& wrong :
         {""s, "%PDF-1.4"s, "\xFF\xD8\xFF"s, "\x89PNG\r\n\x1A\n"s, "II*\0"s, photo_of_camera().substr(0, 150), small_png().substr(0, 40)})
        CHECK_FALSE(bare_jpeg(wrong));
}
