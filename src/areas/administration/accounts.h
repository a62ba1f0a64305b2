#pragma once
/// Pages of one account and of all of them.
#include <vector>

#include "areas/administration/page.h"
#include "engines/identity/accounts.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"

namespace administration {

std::string account_address(AccountId);

struct AccountForm {
    std::string username, name, email;
    bool active = true, program = false;
};
/// Name and e-mail; the user name is judged by identity.
Result<AccountForm> checked(const AccountForm&);

struct AssignmentForm {
    std::string role, unit, until;
};
struct CheckedAssignment {
    RoleId role;
    UnitId unit;
    std::optional<Timestamp> ends_at{};
};
/// `until` is the last day that it holds; empty: without end.
Result<CheckedAssignment> checked(const AssignmentForm&, const std::vector<identity::Role>&, const std::vector<identity::Unit>&);

http::Response new_account_page(const Context&, const AccountForm&, const std::vector<FieldError>&);
/// The only page that shows the link by which the holder chooses a password.
http::Response link_page(const Context&, const identity::Account&, std::string_view link);

struct AccountPage {
    identity::Account account;
    std::vector<identity::Assignment> assignments;
    std::vector<identity::Role> roles;
    std::vector<identity::Unit> units;
    std::vector<std::string> providers{};  ///< by whose word each assignment is held, as people know it; "" when people have given it
};
struct AccountTyped {
    AccountForm account;
    AssignmentForm assignment{};
};
http::Response account_page(const Context&, const AccountPage&, const AccountTyped&, const std::vector<FieldError>&);

struct AccountList {
    std::string words;
    std::vector<identity::Account> accounts;
    std::string next{};  ///< address of the page that follows
};
http::Response accounts_page(const Context&, const AccountList&);

}  // namespace administration
