#pragma once
/// Roles that staff have because of what their provider says of them, by rules in the settings. What people have given is left alone.
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/roles.h"
#include "foundation/config/oidc_provider.h"
#include "foundation/json/json.h"

namespace oidc {

/// "case-officer @ skola = Handläggare skola": who is in the group has the role in the unit.
struct RoleRule {
    std::string role;
    std::string unit;  ///< empty: the whole municipality
    std::string group;
};

/// What is wrong with the settings, for whoever wrote them; "" when nothing is.
std::string problem_of_roles(const config::OidcProvider&);
/// Those of the settings that are written as rules.
std::vector<RoleRule> role_rules(const config::OidcProvider&);
/// The rules whose group the claim names, letter by letter. None when the claim is missing, or neither a text nor a list.
std::vector<RoleRule> rules_met(const json::Value& claims, const config::OidcProvider&);

struct RoleInUnit {
    RoleId role;
    UnitId unit;

    friend bool operator==(const RoleInUnit&, const RoleInUnit&) = default;
};
enum class Turn { given, taken };
struct RoleChange {
    RoleInUnit what;
    Turn turn;
};
/// From here on the account has these by that provider, and no others by it.
std::vector<RoleChange> follow_roles(db::Connection&, AccountId, std::string_view provider, const std::vector<RoleInUnit>&);
/// The name of the provider by whose word it is held; "" when people have given it.
std::string provider_of(db::Connection&, AssignmentId);

}  // namespace oidc
