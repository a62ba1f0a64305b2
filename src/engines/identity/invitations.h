#pragma once
/// A new account's holder chooses the first password by a link that works once: nobody else ever knows it.
#include <optional>
#include <string>
#include <string_view>

#include "engines/identity/accounts.h"
#include "foundation/http/message.h"

namespace identity {

inline constexpr std::int64_t invitation_lasts = 7 * microseconds_a_day;

/// For the link; an earlier one of the same account works no more.
std::string invite(db::Connection&, AccountId);
/// The same for the first administrator of a municipality, whom its operator may invite again until the link has been used.
std::string invite_first(db::Connection&, AccountId);
/// Whose the link is. Fault::not_found when it is used, too old, or the account is shut.
Result<Account> invited(db::Connection&, std::string_view token);
/// Fault::not_found as above. `password_hash` is from hash_of_new_password.
Result<Account> accept_invitation(db::Connection&, std::string_view token, std::string_view password_hash);
/// The first administrator, as long as no password has been chosen or set for that account; also when the link has become too old.
std::optional<AccountId> first_invited(db::Connection&);

/// The browser keeps the token for an hour, so that it stands in no address after the first: what the browser sent; Set-Cookie values.
std::string invitation_token(const http::Request&);
std::string invitation_cookie(std::string_view token, bool secure);
std::string ended_invitation_cookie(bool secure);

}  // namespace identity
