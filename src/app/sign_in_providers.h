#pragma once
/// How people sign in to a municipality, by the settings.
#include "engines/area/tenant.h"
#include "foundation/config/config.h"

namespace app {

/// Throws UsageError when a provider's settings cannot work.
void add_sign_in_providers(Tenant&, const config::Settings&);

}  // namespace app
