#include "engines/area/declared.h"

#include <algorithm>

namespace area {

/// Set before the first request, only read afterwards.
static std::vector<Declared>& known() {
    static std::vector<Declared> all;
    return all;
}

void declare_permissions(const std::vector<Area>& areas) {
    std::vector<Declared> all;
    for (const auto& one : areas)
        for (const auto& permission : one.permissions) all.push_back({one.name, permission});
    known() = std::move(all);
}

const std::vector<Declared>& declared_permissions() { return known(); }

bool is_over_installation(std::string_view permission) {
    return std::ranges::any_of(known(), [&](const Declared& one) {
        return one.permission.permission.name == permission && one.permission.reach == Reach::installation;
    });
}

}  // namespace area
