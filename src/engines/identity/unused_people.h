#pragma once
/// People who have not signed in for long. Whether anything still needs them is for the caller to know.
#include <vector>

#include "engines/identity/visitor.h"
#include "foundation/db/database.h"

namespace identity {

/// Of whom it is not known when they signed in last, it is from now on taken to be now.
void begin_counting(db::Connection&);
/// Not erased yet; by id, those after `after`.
std::vector<PersonId> not_signed_in_since(db::Connection&, Timestamp, PersonId after, int limit);

}  // namespace identity
