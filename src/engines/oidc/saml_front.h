#pragma once
/// Staff by SAML: a front before Torg speaks it (Apache with mod_auth_mellon, docs/operate.md) and tells in headers who it was. What it
/// tells is then handled as a provider's claims are.
#include <optional>
#include <string_view>

#include "engines/oidc/code_flow.h"
#include "foundation/config/config.h"

namespace oidc {

/// Among providers, and in addresses.
inline constexpr std::string_view saml_front_name = "saml-personal";  // "saml" is the residents'
/// Where the front signs out at its provider.
inline constexpr std::string_view saml_front_sign_out = "/logga-ut/saml-personal";
/// Between groups in their header, as the front joins them.
inline constexpr char between_groups = '|';

/// The front of the settings as a provider; nothing when there is none.
std::optional<config::OidcProvider> provider_of(const config::Settings::SamlStaff&);
/// http::Server lets only a trusted proxy tell such headers, and the secret proves that it was the front and not another one.
Outcome<Identified> told_by_front(const config::OidcProvider&, const http::Request&);

}  // namespace oidc
