#pragma once
#include <optional>

#include "engines/cases/case.h"
#include "engines/services/fees.h"
#include "foundation/db/database.h"

namespace cases {

/// What the case costs: by the version of the service that it keeps, its answers as they are now, and the day it came in. Nothing when it
/// is free.
std::optional<services::ReckonedFee> fee_of(db::Connection&, const Case&);

}  // namespace cases
