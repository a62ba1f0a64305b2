#pragma once
#include "engines/area/area.h"

namespace service_builder {

/// Staff build e-services: drafts of definitions, from the first question to the published version.
Area area();

}  // namespace service_builder
