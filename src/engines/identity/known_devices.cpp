#include "engines/identity/known_devices.h"

#include "foundation/base/time.h"
#include "foundation/crypto/crypto.h"

namespace identity {

Device meet_device(db::Connection& db, AccountId account, std::string_view token) {
    const auto hash = crypto::sha256_hex(token);
    if (db.execute("UPDATE identity_known_device SET last_used = ? WHERE account = ? AND token_hash = ?", now(), account, hash) > 0)
        return Device::known;
    const bool is_first = db.number("SELECT COUNT(*) AS n FROM identity_known_device WHERE account = ?", account) == 0;
    db.execute("INSERT INTO identity_known_device(account, token_hash, last_used) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", account, hash,
               now());
    return is_first ? Device::first : Device::unknown;
}

std::int64_t forget_old_devices(db::Connection& db) {
    return db.execute("DELETE FROM identity_known_device WHERE last_used < ?", now() - 365 * microseconds_a_day);
}

}  // namespace identity
