#include "foundation/geo/photo_position.h"

#include <algorithm>
#include <cstdint>

namespace geo {
namespace {

using std::string_view;

/// Bytes that may end too early: what is outside reads as nothing.
class Bytes {
public:
    Bytes(string_view bytes, bool little_end_first) : bytes_(bytes), little_(little_end_first) {}

    std::optional<std::uint32_t> whole(std::size_t at, std::size_t size) const {
        if (at > bytes_.size() || bytes_.size() - at < size) return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value = value << 8 | static_cast<unsigned char>(bytes_[little_ ? at + size - 1 - i : at + i]);
        return value;
    }
    std::optional<double> rational(std::size_t at) const {
        const auto above = whole(at, 4), below = whole(at + 4, 4);
        if (!above || !below || *below == 0) return std::nullopt;
        return static_cast<double>(*above) / static_cast<double>(*below);
    }
    char letter(std::size_t at) const { return at < bytes_.size() ? bytes_[at] : '\0'; }

private:
    string_view bytes_;
    bool little_;
};

constexpr std::uint32_t gps_pointer = 0x8825, latitude_side = 1, latitude_tag = 2, longitude_side = 3, longitude_tag = 4;
constexpr std::uint32_t most_entries = 200;

/// Where the entry of that tag stands in a directory (IFD) of twelve bytes an entry.
std::optional<std::size_t> entry(const Bytes& tiff, std::size_t directory, std::uint32_t tag) {
    const auto count = tiff.whole(directory, 2);
    if (!count || *count > most_entries) return std::nullopt;
    for (std::uint32_t i = 0; i < *count; ++i) {
        const auto at = directory + 2 + std::size_t{i} * 12;
        if (tiff.whole(at, 2) == tag) return at;
    }
    return std::nullopt;
}

/// Degrees, minutes and seconds as three fractions.
std::optional<double> degrees(const Bytes& tiff, std::size_t directory, std::uint32_t tag) {
    const auto found = entry(tiff, directory, tag);
    const auto at = found ? tiff.whole(*found + 8, 4) : std::nullopt;
    if (!at) return std::nullopt;
    const auto whole = tiff.rational(*at), minutes = tiff.rational(std::size_t{*at} + 8), seconds = tiff.rational(std::size_t{*at} + 16);
    if (!whole || !minutes || !seconds) return std::nullopt;
    return *whole + *minutes / 60 + *seconds / 3600;
}

bool is_side(const Bytes& tiff, std::size_t directory, std::uint32_t tag, char side) {
    const auto found = entry(tiff, directory, tag);
    return found && tiff.letter(*found + 8) == side;
}

bool is_tiff(string_view exif) { return exif.size() >= 8 && (exif.starts_with("II") || exif.starts_with("MM")); }

std::optional<Position> position_in(string_view exif) {
    if (!is_tiff(exif)) return std::nullopt;
    const Bytes tiff(exif, exif.starts_with("II"));
    const auto first = tiff.whole(4, 4);
    const auto pointer = first ? entry(tiff, *first, gps_pointer) : std::nullopt;
    const auto gps = pointer ? tiff.whole(*pointer + 8, 4) : std::nullopt;
    if (!gps) return std::nullopt;
    const auto latitude = degrees(tiff, *gps, latitude_tag), longitude = degrees(tiff, *gps, longitude_tag);
    if (!latitude || !longitude || *latitude > 90 || *longitude > 180) return std::nullopt;
    // Cameras that lost the satellites write zeros.
    if (*latitude == 0 && *longitude == 0) return std::nullopt;
    return Position{is_side(tiff, *gps, latitude_side, 'S') ? -*latitude : *latitude,
                    is_side(tiff, *gps, longitude_side, 'W') ? -*longitude : *longitude};
}

}  // namespace

/// What the camera wrote, as a TIFF; "" when there is nothing.
static string_view exif_of(string_view jpeg) {
    using namespace std::string_view_literals;
    if (!jpeg.starts_with("\xFF\xD8"sv)) return {};
    const Bytes bytes(jpeg, false);
    // Segments: FF, kind, length with itself, content.
    for (std::size_t at = 2; bytes.letter(at) == '\xFF';) {
        const auto length = bytes.whole(at + 2, 2);
        if (!length || *length < 2) return {};
        const auto content = jpeg.substr(std::min(jpeg.size(), at + 4), *length - 2);
        if (bytes.letter(at + 1) == '\xE1' && content.starts_with("Exif\0\0"sv)) return content.substr(6);
        at += 2 + *length;
    }
    return {};
}

std::optional<Position> photo_position(string_view jpeg) { return position_in(exif_of(jpeg)); }

int photo_turned(string_view jpeg) {
    constexpr std::uint32_t orientation = 0x0112;
    const auto exif = exif_of(jpeg);
    if (!is_tiff(exif)) return 1;
    const Bytes tiff(exif, exif.starts_with("II"));
    const auto first = tiff.whole(4, 4);
    const auto found = first ? entry(tiff, *first, orientation) : std::nullopt;
    const auto turned = found ? tiff.whole(*found + 8, 2) : std::nullopt;
    return turned && *turned >= 1 && *turned <= 8 ? static_cast<int>(*turned) : 1;
}

}  // namespace geo
