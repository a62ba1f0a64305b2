#include "engines/municipality/map_tiles.h"

#include <algorithm>

#include "foundation/base/unicode.h"

namespace municipality {

/// What a host and its port are written with: nothing of it can end the directive in the Content-Security-Policy.
static bool is_host(std::string_view words) {
    return !words.empty() && words.front() != '.' && std::ranges::all_of(words, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':';
    });
}

Result<Tenant::MapTiles> map_tiles(std::string_view address, std::string_view credit) {
    if (address.empty()) return Tenant::MapTiles{};
    constexpr std::string_view scheme = "https://";
    const auto refused = [] { return invalid({{"tiles", "error_map_tiles"}}); };
    if (!address.starts_with(scheme) || trimmed(credit).empty()) return refused();
    for (const std::string_view part : {"{z}", "{x}", "{y}"})
        if (address.find(part) == std::string_view::npos) return refused();
    if (std::ranges::any_of(address, [](char c) { return c <= ' ' || c > '~' || c == '"' || c == '<' || c == '>'; })) return refused();
    const auto end = address.find('/', scheme.size());
    if (end == std::string_view::npos || !is_host(address.substr(scheme.size(), end - scheme.size()))) return refused();
    return Tenant::MapTiles{std::string(address), std::string(address.substr(0, end)), std::string(trimmed(credit))};
}

}  // namespace municipality
