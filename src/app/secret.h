#pragma once
#include <filesystem>
#include <string>

namespace app {

/// Files that root made in the service's folder could not be written by the service. Throws UsageError.
void refuse_to_be_root_in(const std::filesystem::path& folder);

/// The installation's secret, from which every municipality's is derived; "" for an installation without municipalities: a command that
/// only looks makes none. Throws UsageError when it is gone or broken.
std::string read_secret(const std::filesystem::path& folder);
std::string make_secret(const std::filesystem::path& folder);

}  // namespace app
