#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "foundation/http/message.h"

namespace http {

/// "Torg.example:8080" is "torg.example"; nothing when it is not `uri-host [":" port]` of RFC 3986.
std::optional<std::string> host_without_port(std::string_view authority);

/// Where a request wants to go.
struct Target {
    std::string path;
    Fields query{};
    bool query_repaired = false;
    std::optional<std::string> host{};  ///< of the absolute form, which overrules the Host header (RFC 9112 3.2.2)
};

/// Nothing when two readers could understand it differently.
std::optional<Target> read_target(std::string_view target, Method);

}  // namespace http
