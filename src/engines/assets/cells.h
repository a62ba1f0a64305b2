#pragma once
/// The squares by which things are found. Only the .cpp files of this folder include it.
#include <cmath>
#include <cstdint>

namespace assets {

/// About 55 metres a side in Sweden, in degrees.
inline constexpr double row_height = 0.0005, column_width = 0.001;
inline std::int64_t row_of(double latitude) { return static_cast<std::int64_t>(std::floor(latitude / row_height)); }
inline std::int64_t column_of(double longitude) { return static_cast<std::int64_t>(std::floor(longitude / column_width)); }

}  // namespace assets
