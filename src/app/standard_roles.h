#pragma once
#include "foundation/db/database.h"

namespace app {

/// The roles that a municipality begins with; administrators change them. Those that are there already stay as they are.
void add_standard_roles(db::Connection&);
/// Of the operating municipality: the right over the installation.
inline constexpr std::string_view installation_role = "installation-manager";
void add_installation_role(db::Connection&);

}  // namespace app
