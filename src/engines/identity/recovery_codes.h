#pragma once
/// Codes for who has lost the telephone or the key: each works once.
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/visitor.h"
#include "foundation/db/database.h"

namespace identity {

/// Ten, to be shown once; earlier ones work no more.
std::vector<std::string> make_recovery_codes(db::Connection&, std::string_view secret, AccountId);
/// Whether it was one; it is gone.
bool use_recovery_code(db::Connection&, std::string_view secret, AccountId, std::string_view code);
/// Those of an account that has no second step any more.
void forget_recovery_codes_of_none(db::Connection&, AccountId);

}  // namespace identity
