#pragma once
/// What the demonstration towns share with each other.
#include "engines/area/tenant.h"

namespace app {

/// Both share some services. The second follows one of the first's at its real address on this machine; the first follows one of the
/// second's, at an invented address, whose source has changed since it was taken in.
void add_demo_sharing(Tenant& first, Tenant& second);

}  // namespace app
