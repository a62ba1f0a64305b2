#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace http {

/// "Göteborg.example" is "xn--gteborg-90a.example": a host name as browsers send it (UTS 46). Nothing for what is none: an address with a
/// path, a port, a space.
std::optional<std::string> host_name(std::string_view typed);

}  // namespace http
