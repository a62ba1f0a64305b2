#pragma once
/// The permissions that the areas declare, for those who grant them.
#include <string_view>
#include <vector>

#include "engines/area/area.h"

namespace area {

struct Declared {
    std::string_view area;  ///< whose texts hold the words
    DeclaredPermission permission;
};

/// Once, before the first request.
void declare_permissions(const std::vector<Area>&);
/// In the order of the areas.
const std::vector<Declared>& declared_permissions();
bool is_over_installation(std::string_view permission);

}  // namespace area
