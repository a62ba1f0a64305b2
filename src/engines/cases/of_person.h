#pragma once
/// The cases of somebody who has got in touch, for staff.
#include "engines/cases/find.h"

namespace cases {

/// In the person's own name or by a mandate in force, of the units where the account may read; open ones first, last changed first.
std::vector<Case> of_person(db::Connection&, const Tenant&, AccountId, PersonId, int limit);

}  // namespace cases
