#pragma once
/// Members of staff and programs that sign in: passwords, second step, and the patience with wrong guesses.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/visitor.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"

namespace identity {

struct NewAccount {
    std::string username;
    std::string name;
    std::string email{};
    std::string password{};  ///< empty: cannot sign in with a password (programs, single sign-on)
    bool program = false;
};

struct Account {
    AccountId id;
    std::string username;
    std::string name;
    std::string email;
    bool active = true;
    bool program = false;
    bool has_second_step = false;  ///< either or both of these
    bool has_codes = false;        ///< from an authenticator app
    bool has_passkey = false;
};

/// Two to 64 of a–z, 0–9, and . - _ @; capital letters count as small.
bool is_fit_username(std::string_view);
/// Fault::invalid with field "password" when it is shorter than 12 characters or longer than 128, "username" when it is taken or unfit.
/// Takes a tenth of a second for the password: do not call it in a loop over thousands.
Result<AccountId> add_account(db::Database&, const NewAccount&);
/// For demo content and tests, inside a write that is already going; `password_hash` is from crypto::password_hash.
AccountId add_account_with_hash(db::Connection&, const NewAccount&, std::string_view password_hash);
/// For a caller with more to write in the same change. The hash is made before the write, since it takes its time; Fault::invalid
/// as add_account.
Result<std::string> hash_of_new_password(std::string_view password);
Result<AccountId> add_account(db::Connection&, const NewAccount&, std::string_view password_hash);
/// A link by which another could have been chosen works no more.
Result<void> change_password(db::Connection&, AccountId, std::string_view password_hash);
Result<Account> find_account(db::Connection&, AccountId);
Result<Account> find_account(db::Connection&, std::string_view username);
/// In Swedish order of name.
std::vector<Account> accounts(db::Connection&);
/// People, no programs, who have the permission in any unit where this account has it; in the same order.
std::vector<Account> colleagues(db::Connection&, AccountId, std::string_view permission);
Result<void> change_account(db::Connection&, const Account&);  ///< name, e-mail, active; ends the sessions of who is no longer active

/// The account when the password is right, else Fault::sign_in_needed, or Fault::too_many while the account or the address waits. The same
/// time and words whether the account exists or not.
Result<Account> check_password(db::Database&, std::string_view username, std::string_view password, std::string_view client_address);
/// What the error of a code says that was right, and has been used before.
inline constexpr std::string_view code_is_used = "code_is_used";
/// A six-digit code (each only once) or a recovery code (each only once). Throttled as passwords are. For keys: passkeys.h.
Result<void> check_second_step(db::Database&, std::string_view secret, AccountId, std::string_view code, std::string_view client_address);

/// The secret in base32 for the authenticator app; nothing changes at sign-in until confirm_second_step.
std::string begin_second_step(db::Connection&, std::string_view secret, AccountId);
/// The secret that waits to be confirmed.
std::optional<std::string> waiting_second_step(db::Connection&, std::string_view secret, AccountId);
/// Ten recovery codes, shown once; Fault::invalid when the code is wrong.
Result<std::vector<std::string>> confirm_second_step(db::Connection&, std::string_view secret, AccountId, std::string_view code);
/// The codes; keys stay.
void remove_second_step(db::Connection&, AccountId);

}  // namespace identity
