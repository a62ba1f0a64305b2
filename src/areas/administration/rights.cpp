#include "areas/administration/rights.h"

#include <algorithm>

#include "engines/area/declared.h"
#include "engines/identity/units.h"

namespace administration {
namespace {

bool lets_manage(const std::vector<identity::Role>& roles, RoleId id) {
    const auto role = std::ranges::find(roles, id, &identity::Role::id);
    return role != roles.end() && std::ranges::find(role->permissions, may_manage.name) != role->permissions.end();
}

bool lasts(const identity::Assignment& assignment) { return !assignment.ends_at; }

}  // namespace

bool reach_beyond(const Visitor& visitor, const std::vector<std::string>& permissions) {
    return std::ranges::any_of(permissions, [&](const std::string& permission) {
        return area::is_over_installation(permission) && !visitor.may(Permission{permission});
    });
}

bool somebody_manages_after(db::Connection& db, const Loss& loss) {
    const auto top = identity::top_unit(db);
    if (!top) return false;
    const auto roles = identity::roles(db);
    return std::ranges::any_of(identity::accounts_with_right(db, may_manage.name, *top), [&](AccountId account) {
        if (account == loss.account) return false;
        return std::ranges::any_of(identity::assignments_of(db, account), [&](const identity::Assignment& one) {
            return one.unit == *top && one.id != loss.assignment && one.role != loss.role && lasts(one) && lets_manage(roles, one.role);
        });
    });
}

}  // namespace administration
