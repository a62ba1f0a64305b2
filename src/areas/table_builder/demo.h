#pragma once
#include "engines/area/tenant.h"

namespace table_builder {

/// Two tables of a demonstration town: one that decides simple residents' parking without an officer, one that proposes school transport
/// and has a change waiting to be approved.
void make_demo(Tenant&, double scale);

}  // namespace table_builder
