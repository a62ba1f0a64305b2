#pragma once
#include "foundation/db/database.h"

namespace app {

/// The roles that a municipality begins with; administrators change them. Those that are there already stay as they are.
void add_standard_roles(db::Connection&);

}  // namespace app
