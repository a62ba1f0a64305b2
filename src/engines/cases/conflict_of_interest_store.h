#pragma once
/// The rows of conflict_of_interest.h; what is read stands there.
#include <string_view>

#include "engines/cases/conflict_of_interest.h"

namespace cases::store {

/// False when it stood there.
bool insert_close_one(db::Connection&, AccountId, ConflictOfInterest relation, std::string_view kind, std::string_view digest);
/// False when it is none of this account's.
bool delete_close_one(db::Connection&, AccountId, std::int64_t id);
void insert_conflict_said(db::Connection&, CaseId, AccountId);

}  // namespace cases::store
