#include "foundation/geo/coordinates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace geo {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::array<std::string_view, 10> words{"latitude", "latitud", "lat", "longitude", "longitud", "long", "lon", "n", "e", "ö"};
constexpr std::array<std::string_view, 17> signs{" ", ",", "-", ";", ":", "/", "(", ")", "'", "\"", "\u00a0", "°", "º", "′", "″", "’", "”"};

/// Whole grid coordinates have more digits before a comma than degrees do: there the comma only stands between.
constexpr std::size_t most_digits_of_degrees = 3;

/// Takes digits with decimals, if any, off the front.
double take_number(std::string_view& text) {
    std::size_t end = 0;
    while (end < text.size() && is_digit(text[end])) ++end;
    const bool comma_may_be_decimal = end <= most_digits_of_degrees;
    const bool has_decimals =
        end + 1 < text.size() && (text[end] == '.' || (text[end] == ',' && comma_may_be_decimal)) && is_digit(text[end + 1]);
    if (has_decimals)
        for (++end; end < text.size() && is_digit(text[end]);) ++end;
    const auto value = decimal_number(text.substr(0, end));
    text.remove_prefix(end);
    return value.value_or(std::nan(""));
}

/// Every number in the text, or nothing when something else than coordinates stands there.
std::optional<std::vector<double>> numbers_in(std::string_view typed) {
    const auto small = lower(typed);
    std::string_view text = small;
    std::vector<double> found;
    while (!text.empty()) {
        if (is_digit(text.front())) {
            found.push_back(take_number(text));
            continue;
        }
        const auto starts = [&](std::string_view one) { return text.starts_with(one); };
        auto known = std::ranges::find_if(signs, starts);
        if (known != signs.end()) {
            text.remove_prefix(known->size());
            continue;
        }
        const auto* const word = std::ranges::find_if(words, starts);
        if (word == words.end()) return std::nullopt;
        text.remove_prefix(word->size());
    }
    if (found.empty()) return std::nullopt;
    return found;
}

/// 60° 1' 16" in degrees; nothing when minutes or seconds are too many.
std::optional<double> degrees(const double* part, std::size_t count) {
    double whole = part[0], worth = 1;
    for (std::size_t i = 1; i < count; ++i) {
        if (part[i] >= 60) return std::nullopt;
        worth /= 60;
        whole += part[i] * worth;
    }
    return whole;
}

bool is_grid(double northing, double easting) { return northing > 6e6 && northing < 7.8e6 && easting > 2e5 && easting < 1e6; }

std::optional<Position> from_degrees(double first, double second) {
    constexpr double southmost = 54;  // no longitude of Sweden reaches it
    if (first < southmost && second >= southmost && second <= 70) std::swap(first, second);
    if (!(std::abs(first) <= 90 && std::abs(second) <= 180)) return std::nullopt;
    return Position{first, second};
}

// SWEREF 99 TM on the ellipsoid GRS 80.
constexpr double axis = 6378137.0, flattening = 1 / 298.257222101;
constexpr double central_meridian = 15, scale = 0.9996, false_easting = 500'000;
constexpr double n = flattening / (2 - flattening), n2 = n * n, n3 = n2 * n, n4 = n2 * n2;
constexpr double radius = axis / (1 + n) * (1 + n2 / 4 + n4 / 64);
constexpr double e2 = flattening * (2 - flattening), e4 = e2 * e2, e6 = e4 * e2, e8 = e4 * e4;
constexpr double degree = std::numbers::pi / 180;

}  // namespace

bool look_like_coordinates(std::string_view typed) { return numbers_in(typed).has_value(); }

std::optional<Position> coordinates(std::string_view typed) {
    const auto found = numbers_in(typed);
    if (!found || found->size() % 2 != 0 || found->size() > 6) return std::nullopt;
    const auto half = found->size() / 2;
    if (half == 1 && is_grid((*found)[0], (*found)[1])) return from_sweref99tm((*found)[0], (*found)[1]);
    if (half == 1 && is_grid((*found)[1], (*found)[0])) return from_sweref99tm((*found)[1], (*found)[0]);
    const auto first = degrees(found->data(), half), second = degrees(found->data() + half, half);
    if (!first || !second) return std::nullopt;
    return from_degrees(*first, *second);
}

bool is_in_sweden(Position at) { return at.latitude >= 54 && at.latitude <= 70 && at.longitude >= 9 && at.longitude <= 26; }

Position from_sweref99tm(double northing, double easting) {
    constexpr std::array<double, 4> delta{n / 2 - 2 * n2 / 3 + 37 * n3 / 96 - n4 / 360, n2 / 48 + n3 / 15 - 437 * n4 / 1440,
                                          17 * n3 / 480 - 37 * n4 / 840, 4397 * n4 / 161280};
    const double xi = northing / (scale * radius), eta = (easting - false_easting) / (scale * radius);
    double xi_sphere = xi, eta_sphere = eta;
    for (std::size_t i = 0; i < delta.size(); ++i) {
        const double times = 2.0 * static_cast<double>(i + 1);
        xi_sphere -= delta[i] * std::sin(times * xi) * std::cosh(times * eta);
        eta_sphere -= delta[i] * std::cos(times * xi) * std::sinh(times * eta);
    }
    const double conformal = std::asin(std::sin(xi_sphere) / std::cosh(eta_sphere));
    constexpr double a = e2 + e4 + e6 + e8, b = -(7 * e4 + 17 * e6 + 30 * e8) / 6, c = (224 * e6 + 889 * e8) / 120, d = -4279 * e8 / 1260;
    const double sine = std::sin(conformal), s2 = sine * sine;
    const double latitude = conformal + sine * std::cos(conformal) * (a + s2 * (b + s2 * (c + s2 * d)));
    const double longitude = std::atan(std::sinh(eta_sphere) / std::cos(xi_sphere));
    return {latitude / degree, central_meridian + longitude / degree};
}

GridPoint to_sweref99tm(Position at) {
    constexpr std::array<double, 4> beta{n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180, 13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440,
                                         61 * n3 / 240 - 103 * n4 / 140, 49561 * n4 / 161280};
    constexpr double b = (5 * e4 - e6) / 6, c = (104 * e6 - 45 * e8) / 120, d = 1237 * e8 / 1260;
    const double latitude = at.latitude * degree, sine = std::sin(latitude), s2 = sine * sine;
    const double conformal = latitude - sine * std::cos(latitude) * (e2 + s2 * (b + s2 * (c + s2 * d)));
    const double east_of_middle = (at.longitude - central_meridian) * degree;
    const double xi = std::atan2(std::tan(conformal), std::cos(east_of_middle));
    const double eta = std::atanh(std::cos(conformal) * std::sin(east_of_middle));
    double northing = xi, easting = eta;
    for (std::size_t i = 0; i < beta.size(); ++i) {
        const double times = 2.0 * static_cast<double>(i + 1);
        northing += beta[i] * std::sin(times * xi) * std::cosh(times * eta);
        easting += beta[i] * std::cos(times * xi) * std::sinh(times * eta);
    }
    return {scale * radius * northing, scale * radius * easting + false_easting};
}

}  // namespace geo
