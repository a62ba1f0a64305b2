#pragma once
#include "engines/services/service.h"
#include "foundation/db/database.h"

namespace services {

/// What a definition may point at in this municipality: the flows that the program carries, and its units.
Known known_here(db::Connection&);

}  // namespace services
