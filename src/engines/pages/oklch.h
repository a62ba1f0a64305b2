#pragma once
/// Colour arithmetic in OKLCH (Björn Ottosson), where lightness is as the eye sees it.
#include <string>
#include <string_view>

namespace pages {

/// L from 0 (black) to 1 (white), chroma from 0 (grey), hue in radians.
struct Oklch {
    double lightness = 0, chroma = 0, hue = 0;
};
/// "#" and six hexadecimal digits.
bool is_colour(std::string_view);
Oklch oklch(std::string_view colour);
/// The nearest colour that a screen can show: less chroma, same lightness.
std::string hex(Oklch);

}  // namespace pages
