#pragma once
#include "engines/area/tenant.h"

namespace feedback {

void make_demo(Tenant&, double scale);

}  // namespace feedback
