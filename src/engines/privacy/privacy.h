#pragma once
/// A key for each case: what is sealed with it is erased everywhere, also in backups, when the key is destroyed.
#include <optional>
#include <string>
#include <string_view>

#include "foundation/base/id.h"
#include "foundation/db/database.h"

using KeyId = Id<struct PrivacyKeyTag>;

namespace privacy {

/// Kept apart from backups of everything else, once and always the newest: then a destroyed key is gone from all of them.
inline constexpr std::string_view table_of_keys = "privacy_key";

/// `secret` is Tenant.secret: the key is stored wrapped with a key derived from it.
KeyId new_key(db::Connection&, std::string_view secret);
/// Bytes for a BLOB column. Throws std::logic_error when the key is destroyed or unknown.
std::string seal_text(db::Connection&, std::string_view secret, KeyId, std::string_view text);
/// Nothing when the key is destroyed. Throws std::runtime_error when the bytes are not what seal_text made with this key.
std::optional<std::string> unseal_text(db::Connection&, std::string_view secret, KeyId, std::string_view sealed);
void destroy(db::Connection&, KeyId);
bool is_destroyed(db::Connection&, KeyId);

}  // namespace privacy
