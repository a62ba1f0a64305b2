#pragma once
/// The organisation as a tree: the municipality, its committees, departments and units.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/identity/visitor.h"
#include "foundation/base/result.h"
#include "foundation/db/database.h"

namespace identity {

struct NewUnit {
    std::string slug;  ///< "barn-och-utbildning", in addresses
    std::string name_sv;
    std::string name_en;
    std::optional<UnitId> parent{};
    bool committee = false;  ///< a politically elected committee (nämnd), not staff
};

struct Unit {
    UnitId id;
    std::string slug;
    std::string name_sv;
    std::string name_en;
    std::optional<UnitId> parent{};
    bool committee = false;

    const std::string& name(Language language) const { return language == Language::en ? name_en : name_sv; }
};

/// Each of these compiles everybody's rights anew in the same write.
Result<UnitId> add_unit(db::Connection&, const NewUnit&);
/// Fault::conflict when the unit would stand under itself.
Result<void> change_unit(db::Connection&, const Unit&);

Result<Unit> find_unit(db::Connection&, UnitId);
Result<Unit> find_unit(db::Connection&, std::string_view slug);
/// Parents before their children, siblings in Swedish order.
std::vector<Unit> units(db::Connection&);
/// The municipality itself; nothing while the organisation is empty.
std::optional<UnitId> top_unit(db::Connection&);
/// The unit itself and all below it.
std::vector<UnitId> subtree(db::Connection&, UnitId);
/// The unit itself and all above it, nearest first.
std::vector<UnitId> path_to_root(db::Connection&, UnitId);

}  // namespace identity
