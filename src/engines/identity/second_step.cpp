#include "engines/identity/accounts.h"
#include "engines/identity/keys.h"
#include "engines/identity/recovery_codes.h"
#include "engines/identity/throttle.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/totp.h"

namespace identity {
namespace {

struct SecondStep {
    std::string secret;
    bool confirmed = false;
    std::int64_t last_step = 0;
};

std::optional<SecondStep> second_step_of(db::Connection& db, std::string_view secret, AccountId account) {
    auto step = db.one(
        [](const db::Row& row) {
            return SecondStep{row.text("secret_sealed"), row.integer("confirmed") == 1, row.integer("last_step")};
        },
        "SELECT secret_sealed, confirmed, last_step FROM identity_second_step WHERE account = ?", account);
    if (!step) return std::nullopt;
    const auto opened = crypto::unseal(key_for(secret, "second step"), step->secret, std::to_string(account.value));
    if (!opened) return std::nullopt;
    step->secret = *opened;
    return step;
}

/// A code works once: only a later step than the last one counts.
Result<void> use_step(db::Connection& db, AccountId account, const SecondStep& step, std::string_view code) {
    const auto matching = crypto::totp_step_matching(step.secret, code, now());
    if (!matching) return invalid({{"code", "code_is_wrong"}});
    const auto used =
        db.execute("UPDATE identity_second_step SET last_step = ? WHERE account = ? AND last_step < ?", *matching, account, *matching);
    if (used == 0) return invalid({{"code", std::string(code_is_used)}});
    return {};
}

}  // namespace

std::string begin_second_step(db::Connection& db, std::string_view secret, AccountId account) {
    const auto code_secret = crypto::totp_secret();
    const auto sealed = crypto::seal(key_for(secret, "second step"), code_secret, std::to_string(account.value));
    db.execute(
        "INSERT INTO identity_second_step(account, secret_sealed, confirmed, last_step) VALUES (?, ?, 0, 0) "
        "ON CONFLICT (account) DO UPDATE SET secret_sealed = excluded.secret_sealed, last_step = 0 "
        "WHERE identity_second_step.confirmed = 0",
        account, db::Blob{sealed});
    return waiting_second_step(db, secret, account).value_or(std::string{});
}

std::optional<std::string> waiting_second_step(db::Connection& db, std::string_view secret, AccountId account) {
    const auto step = second_step_of(db, secret, account);
    if (!step || step->confirmed) return std::nullopt;
    return step->secret;
}

Result<std::vector<std::string>> confirm_second_step(db::Connection& db, std::string_view secret, AccountId account,
                                                     std::string_view code) {
    const auto step = second_step_of(db, secret, account);
    if (!step || step->confirmed) return failure(Fault::conflict);
    if (auto refused = use_step(db, account, *step, trimmed(code)); !refused) return tl::unexpected(refused.error());
    db.execute("UPDATE identity_second_step SET confirmed = 1 WHERE account = ?", account);
    return make_recovery_codes(db, secret, account);
}

void remove_second_step(db::Connection& db, AccountId account) {
    db.execute("DELETE FROM identity_second_step WHERE account = ?", account);
    forget_recovery_codes_of_none(db, account);
}

Result<void> check_second_step(db::Database& database, std::string_view secret, AccountId account, std::string_view code,
                               std::string_view client_address) {
    const std::string by_account = "code:" + std::to_string(account.value), by_address = "address:" + std::string(client_address);
    return database.write([&](db::Connection& db) -> Result<void> {
        TRY(begin_guess(db, by_address, with_address));
        TRY(begin_guess(db, by_account, with_account));
        if (!use_recovery_code(db, secret, account, code)) {
            const auto step = second_step_of(db, secret, account);
            if (!step || !step->confirmed) return failure(Fault::sign_in_needed);
            TRY(use_step(db, account, *step, trimmed(code)));
        }
        forget_failures(db, by_account);
        forgive_guess(db, by_address);
        return {};
    });
}

}  // namespace identity
