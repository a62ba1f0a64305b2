#pragma once
/// The cases of an address or a property, for staff.
#include <optional>
#include <string>
#include <vector>

#include "engines/cases/find.h"
#include "engines/forms/answers.h"
#include "foundation/geo/base_map.h"

namespace cases {

/// What is looked for; each may be left out.
struct Spot {
    std::optional<forms::Address> address{};
    std::string property{};
    std::optional<geo::Position> at{};  ///< faults that anybody may see are reported for a point on the map
};
/// How far from there a fault may be reported and still be of the place, in metres.
inline constexpr double metres_of_spot = 60;

/// Those whose answers name the address or the property, and faults near by; of the units where the account may read, the newest first.
std::vector<Case> at_place(db::Connection&, const Tenant&, AccountId, const Spot&, int limit);

}  // namespace cases
