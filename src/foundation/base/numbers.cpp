#include "foundation/base/numbers.h"

#include <charconv>
#include <cmath>

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<double> decimal_number(std::string_view text) {
    std::string digits;
    bool has_point = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        if (rest.starts_with(' ') && !digits.empty()) continue;
        if (rest.starts_with("\u00a0") && !digits.empty()) {
            i += 1;
            continue;
        }
        if (rest.starts_with("\u202f") && !digits.empty()) {
            i += 2;
            continue;
        }
        if (rest.starts_with("\u2212") && digits.empty()) {
            digits += '-';
            i += 2;
            continue;
        }
        if (rest[0] == '-' && digits.empty()) {
            digits += '-';
            continue;
        }
        if ((rest[0] == ',' || rest[0] == '.') && !has_point) {
            digits += '.';
            has_point = true;
            continue;
        }
        if (rest[0] < '0' || rest[0] > '9') return std::nullopt;
        digits += rest[0];
    }
    double number = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed);
    if (problem != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

std::string plain_number(double number) {
    char space[400];  // 1e308 written out
    const auto [end, problem] = std::to_chars(space, space + sizeof space, number, std::chars_format::fixed);
    return problem == std::errc{} ? std::string(space, end) : std::string("0");
}
