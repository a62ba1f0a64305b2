#pragma once
/// The browsers that a member of staff has signed in with before.
#include <string>
#include <string_view>

#include "engines/identity/visitor.h"
#include "foundation/db/database.h"
#include "foundation/http/message.h"

namespace identity {

/// first: nothing is known of the account's browsers yet.
enum class Device { known, first, unknown };
/// Signs in with the browser that holds the token: known from here on.
Device meet_device(db::Connection&, AccountId, std::string_view token);
/// A job: browsers that have not been used for a year.
std::int64_t forget_old_devices(db::Connection&);

/// The browser's token, `torg_enhet`, over TLS `__Host-torg_enhet`; "" when it has none.
std::string device_token(const http::Request&);
/// Set-Cookie; lasts a year from each sign-in.
std::string device_cookie(std::string_view token, bool secure);

}  // namespace identity
