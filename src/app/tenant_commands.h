#pragma once
#include <string_view>

#include "app/installation.h"

namespace app {

/// Names the operating municipality, and gives the user there the right to manage the installation; "" gives nobody. Throws UsageError.
void let_manage(Installation&, std::string_view slug, std::string_view username);

}  // namespace app
