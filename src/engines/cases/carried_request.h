#pragma once
/// A request that a case be decided, which came along when cases were merged and goes back when that is undone (decision_request.h).
#include "engines/cases/decision_request.h"
#include "foundation/json/json.h"

namespace cases {

/// The case goes on by itself again, with the request that it came with: what is left of it in the other, for the event that says so
/// (EventKind::unmerged). null when nothing changes there: the request was not that one's, or has been refused there, which is an answer.
json::Value without_carried_request(const Change&, const Case& from, const Case& in);

}  // namespace cases

namespace cases::store {

void take_request_back(db::Connection&, CaseId, const json::Value& left);  ///< as without_carried_request tells it

}  // namespace cases::store
