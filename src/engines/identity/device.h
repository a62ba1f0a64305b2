#pragma once
#include <string>
#include <string_view>

namespace identity {

/// "Firefox, Linux": enough for its owner to recognise it, from a User-Agent header.
std::string device_of(std::string_view user_agent);

}  // namespace identity
