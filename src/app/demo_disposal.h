#pragma once
#include "app/demo_people.h"

namespace app {

/// The archivist's work: lists that wait, one that was approved some days ago with its report, and a case that is kept.
void add_demo_disposal(Tenant&, const DemoStaff&);

}  // namespace app
