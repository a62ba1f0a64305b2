#pragma once
#include <vector>

#include "engines/area/area.h"

namespace site {

/// What ends by itself is removed: sessions, assignments, counted failures.
std::vector<AreaJob> identity_jobs();
std::vector<AreaJob> oidc_jobs();
/// The log is walked each night; a broken chain is an error in the technical log.
std::vector<AreaJob> audit_jobs();

/// Files that no case and no draft holds any more leave the store.
std::vector<AreaJob> files_jobs();

}  // namespace site
