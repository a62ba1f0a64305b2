#pragma once
/// When a decision leaves the house: the job that sends it.
#include "engines/area/tenant.h"
#include "engines/cases/case.h"
#include "foundation/db/database.h"

namespace cases {

/// When a decision that is made now leaves the house.
Timestamp sent_after_undo(const Tenant&);
/// One for each case: queued again, it takes the place of the one before.
void queue_sending(db::Connection&, CaseId, Timestamp send_at);
void cancel_sending(db::Connection&, CaseId);

}  // namespace cases
