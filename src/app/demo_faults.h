#pragma once
/// Faults that people of a demonstration town have pointed out during the last year: most are mended, some are late, a few are open again.
#include "app/demo_people.h"
#include "engines/towns/chance.h"

namespace app {

/// Moves the program's clock, and puts it back to now. `count` reports; nobody is told anything.
void add_demo_faults(Tenant&, const towns::Town&, const DemoStaff&, const towns::KeepMade&, std::int64_t count, towns::Chance&);

}  // namespace app
