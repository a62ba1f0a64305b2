#pragma once
/// Where a photo was taken, as the camera wrote it (Exif 2.3, GPS IFD).
#include <optional>
#include <string_view>

#include "foundation/geo/base_map.h"

namespace geo {

/// Of the beginning of a JPEG (64 kB are enough); nothing when it says nothing, or is damaged.
std::optional<Position> photo_position(std::string_view jpeg);

}  // namespace geo
