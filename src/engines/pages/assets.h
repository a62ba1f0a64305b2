#pragma once
/// The files of ui/ as the build made them, carried in the program.
#include <optional>
#include <string>
#include <string_view>

#include "foundation/http/message.h"

namespace pages {

/// "torg.css" is "/assets/torg.3f2a91c0.css". Throws std::logic_error for a file that is not there.
std::string asset_address(std::string_view name);
/// The answer to an address below /assets/, which browsers may keep for ever; nothing when there is no such file.
std::optional<http::Response> asset(std::string_view path);

}  // namespace pages
