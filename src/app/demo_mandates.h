#pragma once
/// Who acts for whom in a demonstration town.
#include "app/demo_people.h"

namespace app {

/// One of each kind among the residents that sign in with the simulated e-identification: given, asked for, taken back, from the register
/// of organisations, and registered by staff. Nobody is told.
void add_demo_mandates(Tenant&, const towns::Town&, const DemoStaff&, const std::vector<DemoResident>&, towns::Chance&);

}  // namespace app
