#include <algorithm>

#include "areas/sign_in/providers.h"
#include "engines/area/declared.h"
#include "engines/audit/audit.h"
#include "engines/identity/units.h"
#include "engines/oidc/roles.h"
#include "foundation/log/log.h"

namespace sign_in {
namespace {

/// Nothing when the municipality has no such role or unit, or the role reaches over the installation: that is given by hand alone.
std::optional<oidc::RoleInUnit> told_by(db::Connection& db, const oidc::RoleRule& rule) {
    const auto role = identity::find_role(db, rule.role);
    std::optional<UnitId> unit;
    if (rule.unit.empty()) unit = identity::top_unit(db);
    else if (const auto found = identity::find_unit(db, rule.unit)) unit = found->id;
    if (!role || !unit) {
        logging::warning("role_rule_names_nothing", {{"role", rule.role}, {"unit", rule.unit}});
        return std::nullopt;
    }
    if (std::ranges::any_of(role->permissions, area::is_over_installation)) return std::nullopt;
    return oidc::RoleInUnit{role->id, *unit};
}

/// As administrators' own changes stand in the log.
std::string in_words(db::Connection& db, const oidc::RoleInUnit& what) {
    const auto roles = identity::roles(db);
    const auto role = std::ranges::find(roles, what.role, &identity::Role::id);
    const auto unit = identity::find_unit(db, what.unit);
    return (role == roles.end() ? "?" : role->slug) + " in " + (unit ? unit->slug : "?");
}

}  // namespace

void follow_claimed_roles(Context& c, const oidc::Provider& provider, const identity::Account& account, const json::Value& claims) {
    const auto& name = provider.settings().name;
    const auto met = oidc::rules_met(claims, provider.settings());
    const Visitor staff{.kind = Visitor::Kind::staff, .account = account.id, .name = account.name, .request_id = c.request.request_id};
    c.db.write([&](db::Connection& db) {
        std::vector<oidc::RoleInUnit> told;
        for (const auto& rule : met)
            if (const auto one = told_by(db, rule); one && std::ranges::find(told, *one) == told.end()) told.push_back(*one);
        for (const auto& change : oidc::follow_roles(db, account.id, name, told)) {
            const auto* event = change.turn == oidc::Turn::given ? "sign_in.role_given_by_provider" : "sign_in.role_taken_by_provider";
            audit::record(db, staff,
                          {.event = event,
                           .subject_kind = "account",
                           .subject = account.id.value,
                           .detail = name + ": " + in_words(db, change.what)});
        }
    });
}

}  // namespace sign_in
