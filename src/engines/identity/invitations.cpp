#include "engines/identity/invitations.h"

#include "engines/identity/sessions.h"
#include "foundation/crypto/crypto.h"

namespace identity {

std::string invite(db::Connection& db, AccountId account) {
    auto token = crypto::random_token(32);
    db.execute(
        "INSERT INTO identity_invitation(account, token_hash, ends_at) VALUES (?, ?, ?) "
        "ON CONFLICT (account) DO UPDATE SET token_hash = excluded.token_hash, ends_at = excluded.ends_at",
        account, crypto::sha256_hex(token), now() + invitation_lasts);
    return token;
}

Result<Account> invited(db::Connection& db, std::string_view token) {
    const auto id =
        db.one([](const db::Row& row) { return row.as<AccountId>("account"); },
               "SELECT account FROM identity_invitation WHERE token_hash = ? AND ends_at > ?", crypto::sha256_hex(token), now());
    if (!id) return failure(Fault::not_found);
    auto account = TRY(find_account(db, *id));
    if (!account.active) return failure(Fault::not_found);
    return account;
}

Result<Account> accept_invitation(db::Connection& db, std::string_view token, std::string_view password_hash) {
    auto account = TRY(invited(db, token));
    // Two who open the same link at once: only the first removes it.
    if (db.execute("DELETE FROM identity_invitation WHERE token_hash = ?", crypto::sha256_hex(token)) == 0)
        return failure(Fault::not_found);
    if (auto refused = change_password(db, account.id, password_hash); !refused) return tl::unexpected(refused.error());
    // Whoever knew an old password is out.
    end_sessions_of(db, account.id);
    return account;
}

std::string invite_first(db::Connection& db, AccountId account) {
    auto token = invite(db, account);
    db.execute("UPDATE identity_invitation SET is_first = 1 WHERE account = ?", account);
    return token;
}

std::optional<AccountId> first_invited(db::Connection& db) {
    return db.one([](const db::Row& row) { return row.as<AccountId>("account"); },
                  "SELECT account FROM identity_invitation WHERE is_first = 1 ORDER BY account LIMIT 1");
}

}  // namespace identity
