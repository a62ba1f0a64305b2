#pragma once
#include <string_view>

#include "engines/area/area.h"
#include "engines/identity/accounts.h"
#include "engines/oidc/provider.h"

namespace sign_in {

/// Null when the municipality has none of that name.
oidc::Provider* find_oidc_provider(const Tenant&, std::string_view name);
/// What the provider says of somebody's groups gives roles and takes away those that it gave before, by the settings.
void follow_claimed_roles(Context&, const oidc::Provider&, const identity::Account&, const json::Value& claims);
/// To the first page; a resident by way of the front that speaks SAML, where there is one.
http::Response front_sign_out_answer(Context&);
/// The same, or to the provider that the session comes from, which signs out too.
http::Response signed_out_answer(Context&);

}  // namespace sign_in
