#pragma once
/// Administration is of the whole municipality: its rights count only at the top of the organisation.
#include <optional>

#include "engines/area/at_the_top.h"
#include "engines/area/operations.h"
#include "engines/identity/roles.h"

namespace administration {

inline constexpr Permission may_manage{"administration.manage"};
inline constexpr Permission may_manage_services{"administration.services"};

/// A route over the installation: the operating municipality alone carries what it needs.
template <Handler handler>
Result<http::Response> over_installation(Context& c) {
    if (!c.tenant.operations) return failure(Fault::forbidden);
    return at_the_top<installation::may_manage, handler>(c);
}

/// Whether these permissions reach further than the visitor's own. A right over the installation is given away, and the accounts that hold
/// it are let into, by those alone who hold it themselves: an administrator cannot take it.
bool reach_beyond(const Visitor&, const std::vector<std::string>& permissions);

/// What is about to be taken away.
struct Loss {
    std::optional<AccountId> account{};
    std::optional<AssignmentId> assignment{};
    std::optional<RoleId> role{};  ///< the role no longer lets anyone manage
};
/// False when nobody who can sign in could administer the municipality after that.
bool somebody_manages_after(db::Connection&, const Loss&);

}  // namespace administration
