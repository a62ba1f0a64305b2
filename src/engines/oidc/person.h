#pragma once
/// Who it was, from the claims that the settings name. By default those of the Swedish OpenID Connect profile (oidc.se).
#include <string>

#include "engines/identity/e_id.h"
#include "engines/oidc/refusal.h"
#include "foundation/config/oidc_provider.h"
#include "foundation/json/json.h"

namespace oidc {

Outcome<identity::EIdHolder> resident_in(const json::Value& claims, const config::OidcProvider&);
/// The username of the account that a member of staff must have already.
Outcome<std::string> username_in(const json::Value& claims, const config::OidcProvider&);

}  // namespace oidc
