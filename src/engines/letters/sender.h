#pragma once
#include "engines/area/tenant.h"
#include "engines/letters/letter.h"

namespace letters {

/// The municipality itself; whoever knows more says which unit.
Sender sender_of(const Tenant&);

}  // namespace letters
