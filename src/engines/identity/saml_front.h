#pragma once
/// E-identification by SAML, which a front before Torg speaks (Apache with mod_auth_mellon, docs/operate.md): it tells in headers who it
/// was.
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/e_id.h"

namespace identity {

/// In addresses.
inline constexpr std::string_view saml_front_name = "saml";

/// From the configuration.
struct SamlFrontSettings {
    std::string secret;  ///< that only the front knows; empty: there is no front
    std::string shown_name;
    std::vector<std::string> levels{};  ///< assurance levels, one of which is needed; empty: any
};

/// The front stands before /logga-in/klar/saml and lets through who has signed in. http::Server lets only a trusted proxy tell such
/// headers, and the secret proves that it was the front and not another one.
EIdentification saml_front(const SamlFrontSettings&);

}  // namespace identity
