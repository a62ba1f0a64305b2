#include "engines/oidc/attempts.h"

#include "engines/identity/keys.h"
#include "foundation/crypto/crypto.h"

namespace oidc {

static constexpr std::int64_t longest_wait = 10 * microseconds_a_minute;

std::string begin_attempt(db::Connection& db, SessionId session, const Attempt& attempt) {
    auto state = crypto::random_token(32);
    db.execute("INSERT INTO oidc_attempt(state_hash, session, provider, return_address, purpose, began) VALUES (?, ?, ?, ?, ?, ?)",
               crypto::sha256_hex(state), session, attempt.provider, attempt.return_address, to_name(attempt.purpose), now());
    return state;
}

std::optional<Attempt> take_attempt(db::Connection& db, SessionId session, std::string_view provider, std::string_view state) {
    return db.one(
        [](const db::Row& row) {
            return Attempt{.provider = row.text("provider"),
                           .return_address = row.text("return_address"),
                           .purpose = from_name<Purpose>(row.text("purpose")).value_or(Purpose::sign_in),
                           .began = row.as<Timestamp>("began")};
        },
        "DELETE FROM oidc_attempt WHERE state_hash = ? AND session = ? AND provider = ? AND began > ? "
        "RETURNING provider, return_address, purpose, began",
        crypto::sha256_hex(state), session, provider, now() - longest_wait);
}

std::int64_t remove_old_attempts(db::Connection& db) {
    return db.execute("DELETE FROM oidc_attempt WHERE began <= ?", now() - longest_wait);
}

std::string nonce_of(std::string_view secret, std::string_view state) { return identity::mac(secret, "oidc nonce", state); }
std::string verifier_of(std::string_view secret, std::string_view state) { return identity::mac(secret, "oidc verifier", state); }

}  // namespace oidc
