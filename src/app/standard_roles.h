#pragma once
#include <string_view>
#include <vector>

#include "foundation/db/database.h"

namespace app {

/// The roles that a municipality begins with; administrators change them. Those that are there already stay as they are.
void add_standard_roles(db::Connection&);
/// Of the operating municipality: the right over the installation.
inline constexpr std::string_view installation_role = "installation-manager";
void add_installation_role(db::Connection&);

/// The permissions that decide over others: accounts, roles, keys, delegation, municipalities.
std::vector<std::string_view> governing();

}  // namespace app
