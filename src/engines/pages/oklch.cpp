#include "engines/pages/oklch.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "engines/pages/theme.h"

namespace pages {
namespace {

using Rgb = std::array<double, 3>;

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

double to_linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }
double from_linear(double c) { return c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055; }

Rgb linear(std::string_view colour) {
    Rgb rgb{};
    for (std::size_t i = 0; i < rgb.size(); ++i) rgb[i] = to_linear((digit(colour[2 * i + 1]) * 16 + digit(colour[2 * i + 2])) / 255.0);
    return rgb;
}

Rgb linear(const Oklch& colour) {
    const double a = colour.chroma * std::cos(colour.hue), b = colour.chroma * std::sin(colour.hue);
    const double l = std::pow(colour.lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
    const double m = std::pow(colour.lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
    const double s = std::pow(colour.lightness - 0.0894841775 * a - 1.291485548 * b, 3);
    return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s};
}

std::string written(const Rgb& rgb) {
    std::string out = "#";
    for (const double c : rgb) {
        const double whole = std::floor(std::clamp(from_linear(std::max(0.0, c)), 0.0, 1.0) * 255 + 0.5);
        out += fmt::format("{:02x}", static_cast<int>(whole));
    }
    return out;
}

double luminance(std::string_view colour) {
    const auto [r, g, b] = linear(colour);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

}  // namespace

bool is_colour(std::string_view text) {
    return text.size() == 7 && text[0] == '#' && std::all_of(text.begin() + 1, text.end(), [](char c) { return digit(c) >= 0; });
}

Oklch oklch(std::string_view colour) {
    const auto [r, g, b] = linear(colour);
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    const double across = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
    const double along = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
    return {0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, std::hypot(across, along), std::atan2(along, across)};
}

std::string hex(Oklch colour) {
    constexpr double margin = 0.0005;
    for (int i = 0; i < 60; ++i, colour.chroma *= 0.95) {
        const auto rgb = linear(colour);
        if (std::all_of(rgb.begin(), rgb.end(), [](double c) { return c >= -margin && c <= 1 + margin; })) return written(rgb);
    }
    colour.chroma = 0;
    return written(linear(colour));
}

double contrast(std::string_view one, std::string_view other) {
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

}  // namespace pages
