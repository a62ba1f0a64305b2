#include "engines/towns/seed.h"

#include <stdexcept>

#include "engines/identity/delegation.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"
#include "engines/municipality/profile.h"
#include "engines/towns/embedded.h"
#include "engines/towns/registers.h"
#include "foundation/base/unicode.h"

namespace towns {

static void require(const Result<void>& result, const std::string& what) {
    if (!result) throw std::logic_error("the town's file and the database do not agree: " + what);
}

static void seed_units(db::Connection& db, const Town& town) {
    auto top = identity::units(db).at(0);
    top.name_sv = town.organisation.sv;
    top.name_en = town.organisation.en;
    require(identity::change_unit(db, top), top.slug);
    for (const auto& unit : town.units) {
        if (identity::find_unit(db, unit.slug)) continue;
        const auto parent = unit.parent.empty() ? top.id : identity::find_unit(db, unit.parent).value().id;
        identity::add_unit(db, {unit.slug, unit.name.sv, unit.name.en, parent, unit.committee}).value();
    }
}

static void seed_delegation(db::Connection& db, const Town& town) {
    const auto officer = identity::find_role(db, "case-officer").value();
    for (const auto& rule : town.delegation) {
        const auto committee = identity::find_unit(db, town.committee_of(rule.unit)).value();
        require(identity::set_delegation(db, {rule.id, rule.text.sv, rule.law, committee.id, {officer.id}}), rule.id);
    }
}

/// "" for a town without a map.
static std::string_view base_map(std::string_view town) {
    for (const auto& file : embedded::exempelby())
        if (file.name == std::string(town) + ".geojson") return file.content;
    return {};
}

void seed(Tenant& tenant, const Town& town) {
    tenant.db.write([&](db::Connection& db) {
        municipality::save(db, {.name = town.name.sv,
                                .email = town.email,
                                .phone = town.phone,
                                .visiting_address = town.visiting_address,
                                .protection_officer = town.protection_officer,
                                .opening_hours_sv = town.opening_hours.sv,
                                .opening_hours_en = town.opening_hours.en,
                                .brand = town.brand,
                                .spark = town.spark,
                                .further_languages = joined(town.further_languages, " ")});
        municipality::set_base_map(db, base_map(town.id));
        seed_units(db, town);
        seed_delegation(db, town);
        for (const auto& record : registers(town).records) directories::put_invented(db, town.name.sv, record);
    });
    if (tenant.profile_changed) tenant.profile_changed();
}

}  // namespace towns
