#pragma once
/// A new account's holder chooses the first password by a link that works once: nobody else ever knows it.
#include <optional>
#include <string>
#include <string_view>

#include "engines/identity/accounts.h"

namespace identity {

inline constexpr std::int64_t invitation_lasts = 7 * microseconds_a_day;

/// For the link; an earlier one of the same account works no more.
std::string invite(db::Connection&, AccountId);
/// Whose the link is. Fault::not_found when it is used, too old, or the account is shut.
Result<Account> invited(db::Connection&, std::string_view token);
/// Fault::not_found as above. `password_hash` is from hash_of_new_password.
Result<Account> accept_invitation(db::Connection&, std::string_view token, std::string_view password_hash);
/// The account that was invited to a municipality where nobody has chosen a password yet, also when the link has become too old.
std::optional<AccountId> first_invited(db::Connection&);

}  // namespace identity
