#pragma once
/// How people sign in to a municipality, by the settings.
#include "engines/area/tenant.h"
#include "foundation/config/config.h"

namespace app {

/// Throws UsageError when a provider's settings cannot work. `operating` is the municipality that runs the installation.
void add_sign_in_providers(Tenant&, const config::Settings&, std::string_view operating);

}  // namespace app
