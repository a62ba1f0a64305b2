#pragma once
#include <memory>

#include "app/installation.h"

namespace app {

/// The functions that the operating municipality's Tenant carries. The installation must outlive them.
std::shared_ptr<const installation::Operations> operations_of(Installation&);

}  // namespace app
