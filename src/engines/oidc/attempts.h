#pragma once
/// Browsers that have left for a provider: each comes back once, and only the one that left.
#include <optional>
#include <string>
#include <string_view>

#include "engines/identity/visitor.h"
#include "foundation/base/enum_names.h"
#include "foundation/db/database.h"

namespace oidc {

enum class Purpose {
    sign_in,
    step_up,  ///< who is signed in proves it anew
};

struct Attempt {
    std::string provider;  ///< its name
    std::string return_address;
    Purpose purpose = Purpose::sign_in;
    Timestamp began{};
};

/// The state to send along: chance that is stored as a hash.
std::string begin_attempt(db::Connection&, SessionId, const Attempt&);
/// Nothing unless the same browser left for the same provider with that state within ten minutes and has not come back yet.
std::optional<Attempt> take_attempt(db::Connection&, SessionId, std::string_view provider, std::string_view state);
/// A job: those who never came back.
std::int64_t remove_old_attempts(db::Connection&);

/// Values of one attempt that nobody can guess and that need not be stored: the state brings them back.
std::string nonce_of(std::string_view secret, std::string_view state);
std::string verifier_of(std::string_view secret, std::string_view state);  ///< PKCE, RFC 7636

}  // namespace oidc

template <>
inline constexpr EnumNames<oidc::Purpose, 2> names_of<oidc::Purpose>{
    {{oidc::Purpose::sign_in, "sign_in"}, {oidc::Purpose::step_up, "step_up"}}};
