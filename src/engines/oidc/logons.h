#pragma once
/// Sessions that come from a sign-in at a provider: signing out here signs out there, and the other way round.
#include <optional>
#include <string>
#include <string_view>

#include "engines/identity/visitor.h"
#include "engines/oidc/id_token.h"
#include "foundation/db/database.h"

namespace oidc {

struct Logon {
    std::string provider;    ///< its name
    std::string id_token{};  ///< as it came, to show at sign-out; "" when a personal number is in it, since it would stand in an address
};

/// `secret` is Tenant.secret.
void keep_logon(db::Connection&, std::string_view secret, SessionId, const Logon&, const IdToken&);
std::optional<Logon> logon_of(db::Connection&, std::string_view secret, SessionId);
/// Whether the session's sign-in was by this subject of that provider.
bool is_same_person(db::Connection&, std::string_view secret, SessionId, std::string_view provider, std::string_view subject);
/// Ends the sessions here that the provider has signed out; how many.
std::int64_t end_sessions_of(db::Connection&, std::string_view secret, std::string_view provider, const Leaver&);

}  // namespace oidc
