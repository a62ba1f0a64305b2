#pragma once
/// What staff have written to the parties and one of them has not seen yet on the page of the case.
#include <vector>

#include "engines/cases/find.h"

namespace cases {

/// The person's cases with such, last changed first.
std::vector<Case> with_unread(db::Connection&, const Tenant&, PersonId, int limit);
bool has_unread(db::Connection&, CaseId, PersonId);
/// All that is written until now.
void mark_read(db::Connection&, CaseId, PersonId);
/// Of a case that is disposed of.
void forget_reading(db::Connection&, CaseId);

}  // namespace cases
