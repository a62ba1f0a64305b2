#pragma once
#include <string>

#include "engines/area/operations.h"
#include "foundation/db/database.h"

namespace app {

/// What a municipality has from its first day, in a database with all tables and nothing else: profile, top unit, roles, the e-services
/// that were chosen, its first administrator. The token of that one's invitation, "" when none is to be made.
std::string begin_municipality(db::Connection&, const installation::NewMunicipality&, const Visitor& by);

}  // namespace app
