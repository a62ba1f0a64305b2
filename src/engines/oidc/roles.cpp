#include "engines/oidc/roles.h"

#include <algorithm>
#include <optional>

#include "foundation/base/unicode.h"

namespace oidc {
namespace {

/// Slugs hold neither = nor @; groups, as those of a directory, hold both.
std::optional<RoleRule> rule_in(std::string_view line) {
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const auto left = line.substr(0, equals);
    const auto at = left.find('@');
    const auto unit = at == std::string_view::npos ? std::string_view{} : trimmed(left.substr(at + 1));
    const RoleRule rule{.role = std::string(trimmed(left.substr(0, at))),
                        .unit = std::string(unit),
                        .group = std::string(trimmed(line.substr(equals + 1)))};
    // "@" without a unit would be the whole municipality.
    const bool is_whole = !rule.role.empty() && !rule.group.empty() && (at == std::string_view::npos || !rule.unit.empty());
    return is_whole ? std::optional(rule) : std::nullopt;
}

bool names(const json::Value& claim, const std::string& group) {
    if (claim.is_text()) return claim.text() == group;
    return std::ranges::any_of(claim.items(), [&](const json::Value& one) { return one.is_text() && one.text() == group; });
}

}  // namespace

std::string problem_of_roles(const config::OidcProvider& settings) {
    if (settings.roles.empty()) return {};
    if (settings.signs_in != config::SignsIn::staff) return "roles are for staff";
    if (settings.roles_claim.empty()) return "roles need roles_claim, the claim that lists the groups";
    for (const auto& line : settings.roles)
        if (!rule_in(line)) return "roles: \"" + line + "\" is to be written as \"case-officer @ skola = Handläggare skola\"";
    return {};
}

std::vector<RoleRule> role_rules(const config::OidcProvider& settings) {
    std::vector<RoleRule> rules;
    for (const auto& line : settings.roles)
        if (const auto rule = rule_in(line)) rules.push_back(*rule);
    return rules;
}

std::vector<RoleRule> rules_met(const json::Value& claims, const config::OidcProvider& settings) {
    if (settings.roles_claim.empty() || settings.signs_in != config::SignsIn::staff) return {};
    auto met = role_rules(settings);
    std::erase_if(met, [&](const RoleRule& rule) { return !names(claims[settings.roles_claim], rule.group); });
    return met;
}

std::vector<RoleChange> follow_roles(db::Connection& db, AccountId account, std::string_view provider,
                                     const std::vector<RoleInUnit>& told) {
    std::vector<RoleChange> changes;
    auto missing = told;
    for (const auto& held : identity::assignments_of(db, account)) {
        const RoleInUnit same{held.role, held.unit};
        const bool is_told = std::ranges::find(told, same) != told.end();
        const bool is_by_provider = provider_of(db, held.id) == provider;
        if (is_by_provider && !is_told) {
            (void)identity::end_assignment(db, held.id);
            changes.push_back({same, Turn::taken});
        }
        // What people have given for a time ends when they said; what the provider says goes on.
        if (is_told && (is_by_provider || !held.ends_at)) std::erase(missing, same);
    }
    for (const auto& one : missing) {
        db.execute("INSERT INTO oidc_role(assignment, provider) VALUES (?, ?)", identity::assign(db, account, one.role, one.unit),
                   provider);
        changes.push_back({one, Turn::given});
    }
    return changes;
}

std::string provider_of(db::Connection& db, AssignmentId assignment) {
    const auto read = [](const db::Row& row) { return row.text("provider"); };
    return db.one(read, "SELECT provider FROM oidc_role WHERE assignment = ?", assignment).value_or("");
}

}  // namespace oidc
