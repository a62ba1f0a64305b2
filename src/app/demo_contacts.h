#pragma once
#include "app/demo_people.h"

namespace app {

/// The articles of the catalogue, and the contact centre's last thirteen weeks: the more cases a town has, the more call. Moves the
/// program's clock and leaves it at now.
void add_demo_contacts(Tenant&, const Visitor& agent, const std::vector<DemoResident>&, std::int64_t cases, towns::Chance&);

}  // namespace app
