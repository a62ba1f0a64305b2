#pragma once
#include "engines/area/tenant.h"
#include "engines/towns/town.h"

namespace towns {

/// What a municipality is before anyone has applied for anything: its profile, its organisation below the top unit, its delegation order,
/// the registers around it. The role "case-officer" is there already. Twice is as once.
void seed(Tenant&, const Town&);

}  // namespace towns
