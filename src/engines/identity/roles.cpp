#include "engines/identity/roles.h"

#include "engines/identity/units.h"

namespace identity {
namespace {

std::vector<std::string> permissions_of_role(db::Connection& db, RoleId role) {
    return db.all([](const db::Row& row) { return row.text("permission"); },
                  "SELECT permission FROM identity_role_permission WHERE role = ? ORDER BY permission", role);
}

Role read_role(const db::Row& row) { return {row.as<RoleId>("id"), row.text("slug"), row.text("name_sv"), row.text("name_en"), {}}; }

void set_permissions(db::Connection& db, RoleId role, const std::vector<std::string>& permissions) {
    db.execute("DELETE FROM identity_role_permission WHERE role = ?", role);
    for (const auto& permission : permissions)
        db.execute("INSERT INTO identity_role_permission(role, permission) VALUES (?, ?) ON CONFLICT DO NOTHING", role, permission);
}

Assignment read_assignment(const db::Row& row) {
    return {row.as<AssignmentId>("id"), row.as<AccountId>("account"), row.as<RoleId>("role"), row.as<UnitId>("unit"),
            row.maybe<Timestamp>("ends_at")};
}

}  // namespace

Result<RoleId> add_role(db::Connection& db, const NewRole& role) {
    if (find_role(db, role.slug)) return failure(Fault::conflict);
    const RoleId id{new_id()};
    db.execute("INSERT INTO identity_role(id, slug, name_sv, name_en) VALUES (?, ?, ?, ?)", id, role.slug, role.name_sv, role.name_en);
    set_permissions(db, id, role.permissions);
    return id;
}

Result<void> change_role(db::Connection& db, const Role& role) {
    if (const auto same_slug = find_role(db, role.slug); same_slug && same_slug->id != role.id) return failure(Fault::conflict);
    if (db.execute("UPDATE identity_role SET slug = ?, name_sv = ?, name_en = ? WHERE id = ?", role.slug, role.name_sv, role.name_en,
                   role.id) == 0)
        return failure(Fault::not_found);
    set_permissions(db, role.id, role.permissions);
    for (const auto account : db.all([](const db::Row& row) { return row.as<AccountId>("account"); },
                                     "SELECT DISTINCT account FROM identity_assignment WHERE role = ?", role.id))
        compile_rights(db, account);
    return {};
}

Result<Role> find_role(db::Connection& db, std::string_view slug) {
    auto role = db.one(read_role, "SELECT * FROM identity_role WHERE slug = ?", slug);
    if (!role) return failure(Fault::not_found);
    role->permissions = permissions_of_role(db, role->id);
    return *std::move(role);
}

std::vector<Role> roles(db::Connection& db) {
    auto all = db.all(read_role, "SELECT * FROM identity_role ORDER BY name_sv COLLATE swedish, id");
    for (auto& role : all) role.permissions = permissions_of_role(db, role.id);
    return all;
}

AssignmentId assign(db::Connection& db, AccountId account, RoleId role, UnitId unit, std::optional<Timestamp> ends_at) {
    const AssignmentId id{new_id()};
    db.execute("INSERT INTO identity_assignment(id, account, role, unit, ends_at) VALUES (?, ?, ?, ?, ?)", id, account, role, unit,
               ends_at);
    compile_rights(db, account);
    return id;
}

Result<void> end_assignment(db::Connection& db, AssignmentId id) {
    const auto account = db.one([](const db::Row& row) { return row.as<AccountId>("account"); },
                                "DELETE FROM identity_assignment WHERE id = ? RETURNING account", id);
    if (!account) return failure(Fault::not_found);
    compile_rights(db, *account);
    return {};
}

std::vector<Assignment> assignments_of(db::Connection& db, AccountId account) {
    return db.all(read_assignment, "SELECT * FROM identity_assignment WHERE account = ? ORDER BY id", account);
}

std::int64_t remove_ended_assignments(db::Connection& db) {
    const auto accounts = db.all([](const db::Row& row) { return row.as<AccountId>("account"); },
                                 "DELETE FROM identity_assignment WHERE ends_at <= ? RETURNING account", now());
    for (const auto account : accounts) compile_rights(db, account);
    return static_cast<std::int64_t>(accounts.size());
}

}  // namespace identity
