#pragma once
/// Who may do what in which unit. A right holds in the unit of the assignment and all below it.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/visitor.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"

using RoleId = Id<struct RoleTag>;
using AssignmentId = Id<struct AssignmentTag>;

namespace identity {

struct NewRole {
    std::string slug;  ///< "case-officer"
    std::string name_sv;
    std::string name_en;
    std::vector<std::string> permissions{};
};
struct Role {
    RoleId id;
    std::string slug;
    std::string name_sv;
    std::string name_en;
    std::vector<std::string> permissions{};
};
struct Assignment {
    AssignmentId id;
    AccountId account;
    RoleId role;
    UnitId unit;
    std::optional<Timestamp> ends_at{};
};

/// Whatever changes roles, assignments or units compiles the rights anew in the same write.
Result<RoleId> add_role(db::Connection&, const NewRole&);
Result<void> change_role(db::Connection&, const Role&);
Result<Role> find_role(db::Connection&, std::string_view slug);
std::vector<Role> roles(db::Connection&);

AssignmentId assign(db::Connection&, AccountId, RoleId, UnitId, std::optional<Timestamp> ends_at = {});
/// Fault::not_found when there is none.
Result<void> end_assignment(db::Connection&, AssignmentId);
std::vector<Assignment> assignments_of(db::Connection&, AccountId);
/// A job: assignments whose time is out are removed, with what they left in identity_right.
std::int64_t remove_ended_assignments(db::Connection&);

/// Fills identity_right(account, permission, unit, ends_at), which lists filter by inside their query (in_units_of).
/// ends_at is the largest integer for assignments without an end.
void compile_rights(db::Connection&, AccountId);
void compile_all_rights(db::Connection&);

/// For a WHERE clause: the column is a unit where the account has the permission. Arguments: account, permission, now().
std::string in_units_of(std::string_view column);
bool has_right(db::Connection&, AccountId, std::string_view permission, UnitId);
/// The permissions held in at least one unit, as Visitor.permissions wants them.
std::vector<std::string> permissions_of(db::Connection&, AccountId);
std::vector<UnitId> units_with_right(db::Connection&, AccountId, std::string_view permission);
/// Active accounts that hold the right in that unit, in Swedish order of name.
std::vector<AccountId> accounts_with_right(db::Connection&, std::string_view permission, UnitId);

}  // namespace identity
