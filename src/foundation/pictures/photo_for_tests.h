#pragma once
/// Small pictures, and one as a telephone's camera makes them.
#include <string>
#include <string_view>

#include "foundation/crypto/crypto.h"
#include "foundation/pictures/bare_jpeg.h"

namespace pictures {

/// 4 by 2 pixels.
inline std::string small_png() {
    return crypto::from_hex(
               "89504e470d0a1a0a0000000d4948445200000004000000020802000000f0caea34000000204944415478da05c1810000000cc3b01adca0"
               "0613aa3fc813a023690476a6cd1e2cfc03fd8d05a3520000000049454e44ae426082")
        .value();
}

/// Lies on its side (Orientation 6), 16 by 8 pixels, and says when, and that it was taken at 60° 1' 15,74" N, 15° 21' 13,39" E.
inline std::string photo_of_camera() {
    using namespace std::string_literals;
    const auto pixels =
        bare_jpeg(crypto::from_hex(
                      "89504e470d0a1a0a0000000d49484452000000100000000808020000007f14e8c0000000d54944415478da158e5115002108046960031a"
                      "d8800636980636a0810d6860031ad8800636b973bf77e68d88d00415ba60c21010a6e0c21242d8420a4728e10a224a5354e98a29434199"
                      "8a2b4b09652ba91ca594ab3f6034438d6e98310c8c69b8b18c30b691c631cab8f603d09e94fe9e0cde26382c08d89070a0e0febde23447"
                      "9dee9833fc7da7e3ce72c2d94e3ac729e7fa0f042dd0a007168c78da1978b082087690c1092ab8f103494b34e98925235fc14c3c594924"
                      "3bc9e42495dcfc81a2155af4c28a512f76165eac228a5d64718a2a6ef101d8c499c17919a7f10000000049454e44ae426082")
                      .value())
            .value();
    const auto two = [](unsigned value) { return std::string{static_cast<char>(value >> 8), static_cast<char>(value)}; };
    const auto four = [&](unsigned value) { return two(value >> 16) + two(value & 0xFFFF); };
    const auto entry = [&](unsigned tag, unsigned type, unsigned count, const std::string& value) {
        return two(tag) + two(type) + four(count) + value;
    };
    const auto angle = [&](unsigned degrees, unsigned minutes, unsigned hundredths) {
        return four(degrees) + four(1) + four(minutes) + four(1) + four(hundredths) + four(100);
    };
    constexpr unsigned time_at = 50, gps_at = 70, latitude_at = 124, longitude_at = 148;
    const auto directory =
        two(3) + entry(0x0112, 3, 1, two(6) + two(0)) + entry(0x0132, 2, 20, four(time_at)) + entry(0x8825, 4, 1, four(gps_at)) + four(0);
    const auto gps = two(4) + entry(1, 2, 2, "N\0\0\0"s) + entry(2, 5, 3, four(latitude_at)) + entry(3, 2, 2, "E\0\0\0"s) +
                     entry(4, 5, 3, four(longitude_at)) + four(0);
    const auto exif = "Exif\0\0MM\0\x2A"s + four(8) + directory + "2026:11:26 12:00:00\0"s + gps + angle(60, 1, 1574) + angle(15, 21, 1339);
    return pixels.substr(0, 2) + "\xFF\xE1" + two(static_cast<unsigned>(exif.size() + 2)) + exif + pixels.substr(2);
}

}  // namespace pictures
