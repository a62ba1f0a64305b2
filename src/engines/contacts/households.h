#pragma once
/// How often one household may turn to us without saying who it is: more often than people do, more seldom than a flood.
#include <string_view>

#include "engines/area/tenant.h"
#include "foundation/db/database.h"

namespace contacts {

inline constexpr std::int64_t most_of_household = 20, household_minutes = 10;
/// Counts one when it is let through. This machine itself is never held back.
bool may_begin(db::Connection&, const Tenant&, std::string_view client_address);
/// A job: nothing is kept of them when it no longer counts.
void forget_households(db::Connection&);

}  // namespace contacts
