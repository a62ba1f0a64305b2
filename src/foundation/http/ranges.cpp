#include "foundation/http/ranges.h"

#include <algorithm>

#include "foundation/http/ascii.h"

namespace http {
namespace {

std::optional<std::int64_t> position(std::string_view text) {
    if (text.empty() || text.size() > 18) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

WantedPart last_bytes(std::string_view text, std::int64_t size) {
    const auto count = position(text);
    if (!count) return WholeFile{};
    if (*count == 0 || size == 0) return OutsideFile{};
    return ByteRange{std::max<std::int64_t>(0, size - *count), size - 1};
}

}  // namespace

WantedPart wanted_part(std::string_view range_header, std::int64_t size) {
    const std::string_view unit = take_until(range_header, '=');
    if (!equals_ignoring_case(unit, "bytes")) return WholeFile{};
    std::string_view range = without_blanks_around(range_header);
    const std::size_t dash = range.find('-');
    if (dash == std::string_view::npos) return WholeFile{};
    if (dash == 0) return last_bytes(range.substr(1), size);
    const auto first = position(range.substr(0, dash));
    const std::string_view end = range.substr(dash + 1);
    const auto last = end.empty() ? std::optional(size - 1) : position(end);
    if (!first || !last || (!end.empty() && *last < *first)) return WholeFile{};
    if (*first >= size) return OutsideFile{};
    return ByteRange{*first, std::min(*last, size - 1)};
}

}  // namespace http
