#pragma once
/// Feedback (synpunkter): praise, ideas, comments and complaints, however they come.
#include "engines/area/area.h"

namespace feedback {

Area area();

}  // namespace feedback
