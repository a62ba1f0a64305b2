#pragma once
/// One value by its name, in municipality_setting.
#include <string>
#include <string_view>

#include "foundation/db/database.h"

namespace municipality {

/// "" when it is not set.
std::string setting(db::Connection&, std::string_view name);
void set(db::Connection&, std::string_view name, std::string_view value);

}  // namespace municipality
