#include "engines/identity/delegation.h"

#include <algorithm>

#include "engines/identity/accounts.h"
#include "engines/identity/units.h"

namespace identity {
namespace {

DelegationRule read_rule(const db::Row& row) {
    return {row.text("id"), row.text("text"), row.text("law"), row.as<UnitId>("committee"), {}};
}

void read_roles(db::Connection& db, DelegationRule& rule) {
    rule.roles = db.all([](const db::Row& row) { return row.as<RoleId>("role"); },
                        "SELECT role FROM identity_delegation_role WHERE delegation = ? ORDER BY role", rule.id);
}

Substitution read_substitution(const db::Row& row) {
    return {row.as<SubstitutionId>("id"), row.as<AccountId>("absent"), row.as<AccountId>("substitute"), row.as<Date>("from_day"),
            row.as<Date>("until_day")};
}

/// In the unit itself or in one above it, and the account is still in service.
bool holds_role_over(db::Connection& db, AccountId account, RoleId role, const std::vector<UnitId>& unit_and_above) {
    const auto held_in = db.all([](const db::Row& row) { return row.as<UnitId>("unit"); },
                                "SELECT a.unit FROM identity_assignment a JOIN identity_account holder ON holder.id = a.account "
                                "WHERE a.account = ? AND a.role = ? AND holder.active = 1 AND (a.ends_at IS NULL OR a.ends_at > ?)",
                                account, role, now());
    return std::ranges::any_of(held_in, [&](UnitId unit) { return std::ranges::find(unit_and_above, unit) != unit_and_above.end(); });
}

}  // namespace

Result<void> set_delegation(db::Connection& db, const DelegationRule& rule) {
    TRY(find_unit(db, rule.committee));
    db.execute(
        "INSERT INTO identity_delegation(id, text, law, committee) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET text = excluded.text, law = excluded.law, committee = excluded.committee",
        rule.id, rule.text, rule.law, rule.committee);
    db.execute("DELETE FROM identity_delegation_role WHERE delegation = ?", rule.id);
    for (const auto role : rule.roles)
        db.execute("INSERT INTO identity_delegation_role(delegation, role) VALUES (?, ?) ON CONFLICT DO NOTHING", rule.id, role);
    return {};
}

void remove_delegation(db::Connection& db, std::string_view id) {
    db.execute("DELETE FROM identity_delegation_role WHERE delegation = ?", id);
    db.execute("DELETE FROM identity_delegation WHERE id = ?", id);
}

Result<DelegationRule> find_delegation(db::Connection& db, std::string_view id) {
    auto rule = db.one(read_rule, "SELECT * FROM identity_delegation WHERE id = ?", id);
    if (!rule) return failure(Fault::not_found);
    read_roles(db, *rule);
    return *std::move(rule);
}

std::vector<DelegationRule> delegation_order(db::Connection& db, UnitId committee) {
    auto rules = db.all(read_rule, "SELECT * FROM identity_delegation WHERE committee = ? ORDER BY id", committee);
    for (auto& rule : rules) read_roles(db, rule);
    return rules;
}

bool may_be_automatic(db::Connection& db, std::string_view delegation, UnitId unit) {
    const auto rule = find_delegation(db, delegation);
    const auto role = find_role(db, automatic_role);
    if (!rule || !role) return false;
    const auto unit_and_above = path_to_root(db, unit);
    return std::ranges::find(unit_and_above, rule->committee) != unit_and_above.end() &&
           std::ranges::find(rule->roles, role->id) != rule->roles.end();
}

bool may_decide(db::Connection& db, AccountId account, std::string_view delegation, UnitId unit) {
    const auto rule = find_delegation(db, delegation);
    if (!rule) return false;
    const auto unit_and_above = path_to_root(db, unit);
    if (std::ranges::find(unit_and_above, rule->committee) == unit_and_above.end()) return false;
    const auto person = find_account(db, account);
    if (!person || !person->active) return false;
    const auto decides = [&](AccountId who) {
        return std::ranges::any_of(rule->roles, [&](RoleId role) { return holds_role_over(db, who, role, unit_and_above); });
    };
    if (decides(account)) return true;
    const auto today = swedish_date(now());
    const auto absent =
        db.all([](const db::Row& row) { return row.as<AccountId>("absent"); },
               "SELECT absent FROM identity_substitution WHERE substitute = ? AND from_day <= ? AND until_day >= ?", account, today, today);
    // One step only: who stands in cannot pass it on (a delegate may not delegate further without the committee's leave).
    return std::ranges::any_of(absent, decides);
}

Result<SubstitutionId> add_substitution(db::Connection& db, AccountId absent, AccountId substitute, Date from, Date until) {
    if (absent == substitute) return invalid({{"substitute", "substitute_is_the_absent"}});
    if (until < from) return invalid({{"until", "ends_before_it_begins"}});
    TRY(find_account(db, absent));
    TRY(find_account(db, substitute));
    const SubstitutionId id{new_id()};
    db.execute("INSERT INTO identity_substitution(id, absent, substitute, from_day, until_day) VALUES (?, ?, ?, ?, ?)", id, absent,
               substitute, from, until);
    return id;
}

void end_substitution(db::Connection& db, SubstitutionId id) {
    const Date yesterday{swedish_date(now()).days - 1};
    db.execute("DELETE FROM identity_substitution WHERE id = ? AND from_day > ?", id, yesterday);
    db.execute("UPDATE identity_substitution SET until_day = ? WHERE id = ? AND until_day > ?", yesterday, id, yesterday);
}

std::vector<Substitution> substitutions_of(db::Connection& db, AccountId absent) {
    return db.all(read_substitution, "SELECT * FROM identity_substitution WHERE absent = ? ORDER BY from_day DESC, id", absent);
}

std::vector<Substitution> substitutions_since(db::Connection& db, Date day) {
    return db.all(read_substitution, "SELECT * FROM identity_substitution WHERE until_day >= ? ORDER BY from_day, id", day);
}

}  // namespace identity
