#include "engines/privacy/privacy.h"

#include <stdexcept>

#include "foundation/base/time.h"
#include "foundation/crypto/crypto.h"

namespace privacy {
namespace {

/// Derived once a thread for each municipality in turn: an HMAC at each seal was a tenth of a list of fifty cases.
crypto::Key wrapping_key(std::string_view secret) {
    if (secret.empty()) throw std::logic_error("keys need the installation's secret");
    thread_local std::string derived_from;
    thread_local crypto::Key key;
    if (derived_from != secret) {
        key = *crypto::key_from(crypto::hmac_sha256(secret, "torg privacy keys"));
        derived_from = secret;
    }
    return key;
}

/// A key opens only in the row it was made for, and a text only with its key.
std::string bound_to(KeyId id) { return "privacy_key " + std::to_string(id.value); }

enum class State { unknown, destroyed, alive };
struct Stored {
    State state = State::unknown;
    std::string sealed;
};

Stored stored_key(db::Connection& db, KeyId id) {
    return db
        .one(
            [](const db::Row& row) {
                return row.is_null("sealed_key") ? Stored{State::destroyed, {}} : Stored{State::alive, row.text("sealed_key")};
            },
            "SELECT sealed_key FROM privacy_key WHERE id = ?", id)
        .value_or(Stored{});
}

crypto::Key unwrapped(std::string_view secret, KeyId id, const Stored& stored) {
    const auto bytes = crypto::unseal(wrapping_key(secret), stored.sealed, bound_to(id));
    const auto key = bytes ? crypto::key_from(*bytes) : std::nullopt;
    if (!key) throw std::runtime_error("a case's key does not open with this installation's secret");
    return *key;
}

}  // namespace

KeyId new_key(db::Connection& db, std::string_view secret) {
    const KeyId id{new_id()};
    const auto key = crypto::new_key();
    const auto sealed =
        crypto::seal(wrapping_key(secret), {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()}, bound_to(id));
    db.execute("INSERT INTO privacy_key(id, sealed_key, made_at) VALUES (?, ?, ?)", id, db::Blob{sealed}, now());
    return id;
}

std::string seal_text(db::Connection& db, std::string_view secret, KeyId id, std::string_view text) {
    const auto stored = stored_key(db, id);
    if (stored.state != State::alive) throw std::logic_error("there is no key to seal with");
    return crypto::seal(unwrapped(secret, id, stored), text, bound_to(id));
}

std::optional<std::string> unseal_text(db::Connection& db, std::string_view secret, KeyId id, std::string_view sealed) {
    const auto stored = stored_key(db, id);
    if (stored.state == State::unknown) throw std::runtime_error("there is no such key");
    if (stored.state == State::destroyed) return std::nullopt;
    auto text = crypto::unseal(unwrapped(secret, id, stored), sealed, bound_to(id));
    if (!text) throw std::runtime_error("a sealed text does not open with its key");
    return text;
}

void destroy(db::Connection& db, KeyId id) {
    db.execute("UPDATE privacy_key SET sealed_key = NULL, destroyed_at = ? WHERE id = ? AND destroyed_at IS NULL", now(), id);
}

bool is_destroyed(db::Connection& db, KeyId id) { return stored_key(db, id).state == State::destroyed; }

}  // namespace privacy
