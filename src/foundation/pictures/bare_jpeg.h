#pragma once
/// Photographs as anybody may see them: the pixels alone, without what a camera writes of where, when and with what it took them.
#include <optional>
#include <string>
#include <string_view>

namespace pictures {

inline constexpr int usual_side = 1600;  ///< pixels

/// A JPEG of about `longest` pixels on its longer side, or what the picture has, turned as it was taken. Of a JPEG or a PNG; nothing of
/// other kinds, of what is damaged, and of more pixels than a telephone's camera has.
std::optional<std::string> bare_jpeg(std::string_view bytes, int longest = usual_side);

}  // namespace pictures
