#include "areas/disposal/names.h"

#include "engines/services/catalogue.h"

namespace disposal {

std::string Names::unit(UnitId id) const {
    const auto found = units.find(id.value);
    return found == units.end() ? "" : found->second;
}

std::string Names::service(const std::string& id) const {
    const auto found = services.find(id);
    return found == services.end() ? id : found->second;
}

Names names_for(db::Connection& db, Language language) {
    Names names;
    for (const auto& unit : identity::units(db)) names.units[unit.id.value] = unit.name(language);
    for (const auto& service : services::published(db)) names.services[service->id] = service->title.in(language);
    return names;
}

}  // namespace disposal
