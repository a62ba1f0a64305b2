#include "engines/identity/units.h"

#include <algorithm>

#include "engines/identity/roles.h"

namespace identity {
namespace {

Unit read_unit(const db::Row& row) {
    return {row.as<UnitId>("id"),         row.text("slug"), row.text("name_sv"), row.text("name_en"), row.maybe<UnitId>("parent"),
            row.integer("committee") == 1};
}
UnitId read_id(const db::Row& row) { return row.as<UnitId>("id"); }

void add_with_children(const std::vector<Unit>& all, std::optional<UnitId> parent, std::vector<Unit>& ordered) {
    for (const auto& unit : all) {
        if (unit.parent != parent) continue;
        ordered.push_back(unit);
        add_with_children(all, unit.id, ordered);
    }
}

}  // namespace

Result<UnitId> add_unit(db::Connection& db, const NewUnit& unit) {
    if (find_unit(db, unit.slug)) return failure(Fault::conflict);
    if (unit.parent) TRY(find_unit(db, *unit.parent));
    const UnitId id{new_id()};
    db.execute("INSERT INTO identity_unit(id, slug, name_sv, name_en, parent, committee) VALUES (?, ?, ?, ?, ?, ?)", id, unit.slug,
               unit.name_sv, unit.name_en, unit.parent, unit.committee);
    compile_all_rights(db);
    return id;
}

Result<void> change_unit(db::Connection& db, const Unit& unit) {
    TRY(find_unit(db, unit.id));
    if (const auto same_slug = find_unit(db, unit.slug); same_slug && same_slug->id != unit.id) return failure(Fault::conflict);
    if (unit.parent) {
        const auto below = subtree(db, unit.id);
        if (std::ranges::find(below, *unit.parent) != below.end()) return failure(Fault::conflict);
    }
    db.execute("UPDATE identity_unit SET slug = ?, name_sv = ?, name_en = ?, parent = ?, committee = ? WHERE id = ?", unit.slug,
               unit.name_sv, unit.name_en, unit.parent, unit.committee, unit.id);
    compile_all_rights(db);
    return {};
}

Result<Unit> find_unit(db::Connection& db, UnitId id) {
    auto unit = db.one(read_unit, "SELECT * FROM identity_unit WHERE id = ?", id);
    if (!unit) return failure(Fault::not_found);
    return *std::move(unit);
}

Result<Unit> find_unit(db::Connection& db, std::string_view slug) {
    auto unit = db.one(read_unit, "SELECT * FROM identity_unit WHERE slug = ?", slug);
    if (!unit) return failure(Fault::not_found);
    return *std::move(unit);
}

std::vector<Unit> units(db::Connection& db) {
    std::vector<Unit> ordered;
    add_with_children(db.all(read_unit, "SELECT * FROM identity_unit ORDER BY name_sv COLLATE swedish, id"), std::nullopt, ordered);
    return ordered;
}

std::optional<UnitId> top_unit(db::Connection& db) {
    const auto all = units(db);
    return all.empty() ? std::nullopt : std::optional(all.front().id);
}

std::vector<UnitId> subtree(db::Connection& db, UnitId top) {
    return db.all(read_id,
                  "WITH RECURSIVE below(id) AS (SELECT id FROM identity_unit WHERE id = ? "
                  "UNION SELECT u.id FROM identity_unit u JOIN below ON u.parent = below.id) SELECT id FROM below",
                  top);
}

std::vector<UnitId> path_to_root(db::Connection& db, UnitId from) {
    std::vector<UnitId> path;
    for (std::optional<UnitId> at = from; at && std::ranges::find(path, *at) == path.end();) {
        const auto unit = find_unit(db, *at);
        if (!unit) break;
        path.push_back(unit->id);
        at = unit->parent;
    }
    return path;
}

}  // namespace identity
