#include "app/new_municipality.h"

#include <fmt/format.h>

#include <stdexcept>

#include "app/standard_roles.h"
#include "engines/audit/audit.h"
#include "engines/identity/invitations.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"
#include "engines/municipality/profile.h"
#include "engines/services/catalogue.h"

namespace app {
namespace {

using installation::NewMunicipality;

void save_profile(db::Connection& db, const NewMunicipality& wanted) {
    municipality::Profile profile{.name = wanted.name, .email = wanted.email, .phone = wanted.phone};
    if (!wanted.brand.empty()) profile.brand = wanted.brand;
    if (!wanted.spark.empty()) profile.spark = wanted.spark;
    municipality::save(db, profile);
    municipality::set_hosts(db, wanted.hosts);
}

/// The top of the organisation, so that every case has a unit from the first day.
UnitId add_top_unit(db::Connection& db, const std::string& name) {
    return identity::add_unit(db, {.slug = "kommunen", .name_sv = name + " kommun", .name_en = "Municipality of " + name}).value();
}

void take_service(db::Connection& db, const std::string& id, installation::Taken taken, const Visitor& by) {
    if (!services::take_carried(db, id)) throw std::logic_error("the program carries no e-service " + id);
    const bool is_open = taken == installation::Taken::published;
    for (const auto& service : services::carried()) {
        if (service->id != id) continue;
        if (is_open) (void)services::publish(db, id, service->version);
        audit::record(db, by,
                      {.event = is_open ? "administration.definition_published" : "administration.definition_saved",
                       .subject_kind = "service",
                       .detail = fmt::format("{} {}", id, service->version)});
    }
}

std::string invite_administrator(db::Connection& db, const installation::FirstAdministrator& who, UnitId top, const Visitor& by) {
    if (who.username.empty()) return {};
    const auto account = identity::add_account(db, {.username = who.username, .name = who.name, .email = who.email}, "").value();
    const auto role = identity::find_role(db, "administrator").value();
    identity::assign(db, account, role.id, top);
    for (const auto& [event, detail] :
         {std::pair("administration.account_added", std::string()), std::pair("administration.role_assigned", role.slug)})
        audit::record(db, by, {.event = event, .subject_kind = "account", .subject = account.value, .detail = detail});
    return identity::invite_first(db, account);
}

}  // namespace

std::string begin_municipality(db::Connection& db, const NewMunicipality& wanted, const Visitor& by) {
    save_profile(db, wanted);
    const auto top = add_top_unit(db, wanted.name);
    add_standard_roles(db);
    audit::record(db, by, {.event = "administration.municipality_added", .subject_kind = "municipality", .detail = wanted.slug});
    for (const auto& id : wanted.services) take_service(db, id, wanted.taken, by);
    return invite_administrator(db, wanted.administrator, top, by);
}

}  // namespace app
