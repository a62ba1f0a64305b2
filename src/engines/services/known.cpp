#include "engines/services/known.h"

#include "engines/identity/units.h"
#include "engines/services/catalogue.h"

namespace services {

Known known_here(db::Connection& db) {
    Known known;
    for (const auto& file : carried_flows()) known.flows.emplace_back(file.name.substr(0, file.name.find('.')));
    for (const auto& unit : identity::units(db)) known.units.push_back(unit.slug);
    return known;
}

}  // namespace services
