#pragma once
#include "engines/area/area.h"

namespace case_desk {

/// Believable work of the officer and colleagues of a demonstration town: tasks, questions to other units, watched cases, saved lists.
void make_demo(Tenant&, double scale);

}  // namespace case_desk
