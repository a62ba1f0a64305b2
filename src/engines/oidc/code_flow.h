#pragma once
/// The authorization code flow with PKCE (RFC 6749, RFC 7636, OpenID Connect Core 3.1): where the browser goes, and what the code gives.
#include <string>
#include <string_view>

#include "engines/oidc/id_token.h"
#include "engines/oidc/provider.h"
#include "foundation/http/message.h"

namespace oidc {

/// One sign-in on its way.
struct Journey {
    std::string redirect_address;  ///< where the provider sends the browser back
    std::string state, nonce, verifier;
    std::optional<Timestamp> fresh_since{};  ///< the person shall prove it anew, after this
    std::string language = "sv";
};

Outcome<std::string> authorization_address(Provider&, const Journey&);

struct Tokens {
    std::string id_token, access_token;
};
struct Identified {
    IdToken token;
    Tokens raw;
    json::Value person;  ///< the claims of the ID token, and what the provider tells besides
};
/// Reads what the browser brought back. The state has been taken already.
Outcome<Identified> identify(Provider&, const Journey&, const http::Fields& answer);

/// Where the browser goes to sign out at the provider too; "" when it has no such place.
std::string sign_out_address(Provider&, std::string_view id_token, std::string_view return_address);

}  // namespace oidc
