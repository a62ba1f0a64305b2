#include "engines/identity/accounts.h"

#include "engines/identity/new_password.h"
#include "engines/identity/roles.h"
#include "engines/identity/sessions.h"
#include "engines/identity/throttle.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace identity {
namespace {

constexpr std::size_t most_bytes = 512;  // four for each of 128 characters: nothing longer is worth argon2's time

constexpr std::string_view account_columns =
    "SELECT a.*, (SELECT count(*) FROM identity_second_step s WHERE s.account = a.id AND s.confirmed = 1) AS codes, "
    "(SELECT count(*) FROM identity_passkey k WHERE k.account = a.id) AS passkeys FROM identity_account a ";

Account read_account(const db::Row& row) {
    const bool has_codes = row.integer("codes") == 1, has_passkey = row.integer("passkeys") > 0;
    return {.id = row.as<AccountId>("id"),
            .username = row.text("username"),
            .name = row.text("name"),
            .email = row.text("email"),
            .active = row.integer("active") == 1,
            .program = row.integer("program") == 1,
            .has_second_step = has_codes || has_passkey,
            .has_codes = has_codes,
            .has_passkey = has_passkey};
}

template <class... Arguments>
Result<Account> only_account(db::Connection& db, std::string_view where, const Arguments&... arguments) {
    auto account = db.one(read_account, std::string(account_columns) + std::string(where), arguments...);
    if (!account) return failure(Fault::not_found);
    return *std::move(account);
}

struct Stored {
    AccountId id;
    std::string password;
};

std::optional<Stored> stored_password(db::Connection& db, std::string_view username) {
    return db.one(
        [](const db::Row& row) {
            return Stored{row.as<AccountId>("id"), row.text("password")};
        },
        "SELECT id, password FROM identity_account WHERE username = ? AND active = 1 AND program = 0 AND password <> ''", username);
}

/// What a guess at an unknown username is compared with, so that it takes as long as any other.
const std::string& nobodys_password() {
    static const std::string hash = crypto::password_hash(crypto::random_token());
    return hash;
}

}  // namespace

bool is_fit_username(std::string_view typed) {
    const auto username = lower(typed);
    return username.size() >= 2 && username.size() <= 64 &&
           username.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_@") == std::string_view::npos;
}

AccountId add_account_with_hash(db::Connection& db, const NewAccount& account, std::string_view password_hash) {
    const AccountId id{new_id()};
    db.execute(
        "INSERT INTO identity_account(id, username, name, email, program, active, password, made_at) VALUES (?, ?, ?, ?, ?, 1, ?, ?)", id,
        lower(account.username), account.name, account.email, account.program, password_hash, now());
    return id;
}

Result<std::string> hash_of_new_password(std::string_view password) {
    TRY(has_fit_length(password));
    return crypto::password_hash(password);
}

Result<AccountId> add_account(db::Connection& db, const NewAccount& account, std::string_view password_hash) {
    if (!is_fit_username(account.username)) return invalid({{"username", "username_is_unfit"}});
    if (find_account(db, account.username)) return invalid({{"username", "username_is_taken"}});
    return add_account_with_hash(db, account, password_hash);
}

Result<AccountId> add_account(db::Database& database, const NewAccount& account) {
    const auto hash = account.password.empty() ? std::string{} : TRY(hash_of_new_password(account.password));
    return database.write([&](db::Connection& db) { return add_account(db, account, hash); });
}

Result<Account> find_account(db::Connection& db, AccountId id) { return only_account(db, "WHERE a.id = ?", id); }
Result<Account> find_account(db::Connection& db, std::string_view username) {
    return only_account(db, "WHERE a.username = ?", lower(username));
}

std::vector<Account> accounts(db::Connection& db) {
    return db.all(read_account, std::string(account_columns) + "ORDER BY a.name COLLATE swedish, a.id");
}

std::vector<Account> colleagues(db::Connection& db, AccountId account, std::string_view permission) {
    return db.all(read_account,
                  std::string(account_columns) +
                      "WHERE a.program = 0 AND a.id IN (SELECT account FROM identity_right WHERE permission = ? AND ends_at > ? AND " +
                      in_units_of("unit") + ") ORDER BY a.name COLLATE swedish, a.id",
                  permission, now(), account, permission, now());
}

Result<void> change_account(db::Connection& db, const Account& account) {
    if (db.execute("UPDATE identity_account SET name = ?, email = ?, active = ? WHERE id = ?", account.name, account.email, account.active,
                   account.id) == 0)
        return failure(Fault::not_found);
    if (!account.active) end_sessions_of(db, account.id);
    compile_rights(db, account.id);
    return {};
}

Result<void> change_password(db::Connection& db, AccountId account, std::string_view password_hash) {
    if (db.execute("UPDATE identity_account SET password = ? WHERE id = ?", password_hash, account) == 0) return failure(Fault::not_found);
    db.execute("DELETE FROM identity_invitation WHERE account = ?", account);
    return {};
}

Result<Account> check_password(db::Database& database, std::string_view typed_username, std::string_view password,
                               std::string_view client_address) {
    const std::string username = lower(trimmed(typed_username));
    const std::string by_account = "password:" + username, by_address = "address:" + std::string(client_address);
    const auto begun = database.write([&](db::Connection& db) -> Result<std::optional<Stored>> {
        TRY(begin_guess(db, by_address, with_address));
        TRY(begin_guess(db, by_account, with_account));
        return stored_password(db, username);
    });
    if (!begun) return tl::unexpected(begun.error());
    const auto& stored = *begun;
    // Outside the write: a tenth of a second is long for everybody else.
    const bool matches =
        password.size() <= most_bytes && crypto::password_matches(stored ? stored->password : nobodys_password(), password);
    if (!stored || !matches) return failure(Fault::sign_in_needed, "sign_in_failed");
    return database.write([&](db::Connection& db) -> Result<Account> {
        forget_failures(db, by_account);
        forgive_guess(db, by_address);
        return find_account(db, stored->id);
    });
}

}  // namespace identity
