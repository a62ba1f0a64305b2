#pragma once
/// A service is the whole municipality's: the rights to build and to publish count only at the top of the organisation.
#include "engines/area/at_the_top.h"

namespace service_builder {

inline constexpr Permission may_build{"services.build"};
inline constexpr Permission may_publish{"services.publish"};

}  // namespace service_builder
