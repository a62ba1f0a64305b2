#include "engines/identity/tokens.h"

#include "engines/identity/accounts.h"
#include "engines/identity/roles.h"
#include "foundation/crypto/crypto.h"

namespace identity {
namespace {

constexpr std::string_view prefix = "torg_";  // so that secret scanners recognise one that has leaked

}  // namespace

std::string create_token(db::Connection& db, AccountId account, std::string_view name, std::optional<Timestamp> ends_at) {
    std::string token(prefix);
    token += crypto::random_token(32);
    db.execute("INSERT INTO identity_token(id, account, name, token_hash, made_at, ends_at) VALUES (?, ?, ?, ?, ?, ?)", new_id(), account,
               name, crypto::sha256_hex(token), now(), ends_at);
    return token;
}

std::optional<TokenHolder> find_token(db::Connection& db, std::string_view token) {
    if (!token.starts_with(prefix)) return std::nullopt;
    return db.one(
        [](const db::Row& row) {
            return TokenHolder{row.as<TokenId>("id"), row.as<AccountId>("account"), row.as<Timestamp>("last_used")};
        },
        "SELECT id, account, last_used FROM identity_token WHERE token_hash = ? AND (ends_at IS NULL OR ends_at > ?)",
        crypto::sha256_hex(token), now());
}

void mark_token_used(db::Connection& db, TokenId token) {
    db.execute("UPDATE identity_token SET last_used = ? WHERE id = ?", now(), token);
}

std::vector<Token> tokens_of(db::Connection& db, AccountId account) {
    return db.all(
        [](const db::Row& row) {
            return Token{row.as<TokenId>("id"), row.text("name"), row.as<Timestamp>("made_at"), row.maybe<Timestamp>("last_used"),
                         row.maybe<Timestamp>("ends_at")};
        },
        "SELECT id, name, made_at, last_used, ends_at FROM identity_token WHERE account = ? ORDER BY id DESC", account);
}

std::vector<EndingToken> tokens_ending_within(db::Connection& db, std::int64_t microseconds) {
    return db.all(
        [](const db::Row& row) {
            return EndingToken{row.as<TokenId>("id"), row.as<AccountId>("account"), row.text("name"), row.as<Timestamp>("ends_at")};
        },
        "SELECT id, account, name, ends_at FROM identity_token WHERE ends_at > ? AND ends_at <= ? AND ends_at - made_at > ? ORDER BY "
        "ends_at, id",
        now(), now() + microseconds, microseconds);
}

Result<void> revoke_token(db::Connection& db, AccountId account, TokenId token) {
    if (db.execute("DELETE FROM identity_token WHERE id = ? AND account = ?", token, account) == 0) return failure(Fault::not_found);
    return {};
}

Visitor visitor_of_account(db::Connection& db, AccountId id) {
    const auto account = find_account(db, id);
    if (!account || !account->active) return {};
    return {.kind = account->program ? Visitor::Kind::program : Visitor::Kind::staff,
            .account = id,
            .name = account->name,
            .username = account->username,
            .permissions = permissions_of(db, id)};
}

}  // namespace identity
