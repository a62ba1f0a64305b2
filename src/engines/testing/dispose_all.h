#pragma once
/// Disposal of everything that is due, as an archivist would have it.
#include "engines/area/tenant.h"

/// Lists what is due, approves each list in the name of a made-up archivist with the right everywhere, and disposes of it.
void dispose_of_all_due(Tenant&);
