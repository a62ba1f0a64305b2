#pragma once
#include <filesystem>
#include <string_view>

#include "foundation/base/result.h"

namespace files {

/// The file is in the folder with all its bytes, or not at all, and on disk when this returns. This program and its group may read it,
/// whatever the umask. unavailable when the folder cannot be written.
Result<void> write_whole(const std::filesystem::path& folder, std::string_view name, std::string_view bytes);

}  // namespace files
