#include "engines/identity/passkeys.h"

#include <algorithm>

#include "engines/identity/keys.h"
#include "engines/identity/recovery_codes.h"
#include "engines/identity/throttle.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace identity {
namespace {

std::string text_key_of(webauthn::Problem problem) { return "passkey_" + std::string(to_name(problem)); }
Error refused(std::string text_key) { return {.fault = Fault::invalid, .fields = {{"key", std::move(text_key)}}}; }
Error refused(webauthn::Problem problem) { return refused(text_key_of(problem)); }

/// One answer, right or wrong; "" when nothing is waited for.
std::string take_challenge(db::Connection& db, SessionId session) {
    const auto given =
        db.one([](const db::Row& row) { return row.text("challenge"); },
               "SELECT challenge FROM identity_session WHERE id = ? AND challenge <> '' AND challenge_until > ?", session, now());
    db.execute("UPDATE identity_session SET challenge = '', challenge_until = 0 WHERE id = ?", session);
    return given.value_or(std::string{});
}

Passkey read_passkey(const db::Row& row) {
    return {.id = row.as<PasskeyId>("id"),
            .name = row.text("name"),
            .credential = row.text("credential"),
            .verifies = row.integer("verifies") == 1,
            .made_at = row.as<Timestamp>("made_at"),
            .last_used = row.maybe<Timestamp>("last_used")};
}

std::optional<webauthn::Credential> credential_of(db::Connection& db, AccountId account, std::string_view credential) {
    return db.one(
        [](const db::Row& row) {
            return webauthn::Credential{.id = row.text("credential"),
                                        .algorithm = from_name<webauthn::Algorithm>(row.text("algorithm")).value(),
                                        .public_key = row.text("public_key"),
                                        .counter = row.integer("counter"),
                                        .verifies = row.integer("verifies") == 1};
        },
        "SELECT * FROM identity_passkey WHERE account = ? AND credential = ?", account, credential);
}

/// Bytes of what a form carried; "" of what is no base64url, which nothing takes.
std::string bytes_in(std::string_view typed) { return crypto::from_base64url(typed).value_or(std::string{}); }

Result<std::string> fit_name(std::string_view typed) {
    auto name = tidy_text(typed);
    if (name.empty()) return invalid({{"name", "passkey_name_is_missing"}});
    if (count_characters(name) > longest_passkey_name) return invalid({{"name", "passkey_name_is_too_long"}});
    return name;
}

Result<void> insert(db::Connection& db, AccountId account, std::string_view name, const webauthn::Credential& credential) {
    // Whoever knows a key's name cannot have it for an account of their own as well.
    const auto added = db.execute(
        "INSERT INTO identity_passkey(id, account, credential, algorithm, public_key, counter, verifies, name, made_at, last_used) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (credential) DO NOTHING",
        new_id(), account, crypto::base64url(credential.id), to_name(credential.algorithm), db::Blob{credential.public_key},
        credential.counter, credential.verifies ? 1 : 0, name, now());
    if (added == 0) return tl::unexpected(refused("passkey_is_there"));
    return {};
}

}  // namespace

std::vector<Passkey> passkeys_of(db::Connection& db, AccountId account) {
    return db.all(read_passkey, "SELECT * FROM identity_passkey WHERE account = ? ORDER BY id", account);
}

std::string passkey_holder(std::string_view secret, AccountId account) {
    return crypto::base64url(crypto::sha256(mac(secret, "passkey holder", std::to_string(account.value))));
}

std::string new_challenge(db::Connection& db, SessionId session) {
    auto challenge = crypto::random_token(32);
    db.execute("UPDATE identity_session SET challenge = ?, challenge_until = ? WHERE id = ?", challenge, now() + challenge_lasts, session);
    return challenge;
}

Result<std::vector<std::string>> add_passkey(db::Connection& db, std::string_view secret, std::string_view origin, SessionId session,
                                             AccountId account, const NewPasskey& sent) {
    const webauthn::Asked asked{take_challenge(db, session), std::string(origin)};
    const auto name = TRY(fit_name(sent.name));
    const auto made = webauthn::made(asked, {bytes_in(sent.client_data), bytes_in(sent.authenticator_data)});
    if (!made) return tl::unexpected(refused(made.error()));
    if (passkeys_of(db, account).size() >= most_passkeys) return tl::unexpected(refused("passkey_too_many"));
    const auto holder = TRY(find_account(db, account));
    TRY(insert(db, account, name, *made));
    if (holder.has_second_step) return std::vector<std::string>{};
    return make_recovery_codes(db, secret, account);
}

Result<void> check_passkey(db::Connection& db, std::string_view secret, std::string_view origin, SessionId session, AccountId account,
                           const PasskeyAnswer& answer) {
    const auto by_account = "key:" + std::to_string(account.value);
    TRY(begin_guess(db, by_account, with_account));
    webauthn::Asked asked{take_challenge(db, session), std::string(origin)};
    const auto credential = credential_of(db, account, answer.credential);
    const bool is_holders = answer.holder.empty() || answer.holder == passkey_holder(secret, account);
    if (!credential || !is_holders) return tl::unexpected(refused("passkey_unknown"));
    if (credential->verifies) asked.verification = webauthn::Verification::required;
    const auto counter = webauthn::shown(asked, *credential,
                                         {bytes_in(answer.client_data), bytes_in(answer.authenticator_data), bytes_in(answer.signature)});
    if (!counter) return tl::unexpected(refused(counter.error()));
    db.execute("UPDATE identity_passkey SET counter = ?, last_used = ? WHERE account = ? AND credential = ?", *counter, now(), account,
               answer.credential);
    forget_failures(db, by_account);
    return {};
}

std::optional<std::string> remove_passkey(db::Connection& db, AccountId account, PasskeyId id) {
    auto name = db.one([](const db::Row& row) { return row.text("name"); },
                       "SELECT name FROM identity_passkey WHERE account = ? AND id = ?", account, id);
    db.execute("DELETE FROM identity_passkey WHERE account = ? AND id = ?", account, id);
    forget_recovery_codes_of_none(db, account);
    return name;
}

void remove_passkeys(db::Connection& db, AccountId account) {
    db.execute("DELETE FROM identity_passkey WHERE account = ?", account);
    forget_recovery_codes_of_none(db, account);
}

}  // namespace identity
