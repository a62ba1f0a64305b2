#pragma once
/// What needs no decision: the house confirms it and closes it by itself.
#include "engines/cases/case.h"
#include "engines/cases/work.h"

namespace cases {

bool is_registration(const flows::Flow&);

/// Registers a case that has just been received, and queues its confirmation. No decision within the meaning of förvaltningslagen:
/// nothing is judged, so that there is nothing to appeal against.
void register_at_once(Change&, const Case&, const services::Service&);

}  // namespace cases
