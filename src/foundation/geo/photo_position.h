#pragma once
/// Where a photo was taken, and how the camera was held, as the camera wrote it (Exif 2.3: IFD 0 and the GPS IFD).
#include <optional>
#include <string_view>

#include "foundation/geo/base_map.h"

namespace geo {

/// Of the beginning of a JPEG (64 kB are enough); nothing when it says nothing, or is damaged.
std::optional<Position> photo_position(std::string_view jpeg);

/// 1 to 8, as Exif's Orientation has it; 1, upright, when the photo says nothing.
int photo_turned(std::string_view jpeg);

}  // namespace geo
