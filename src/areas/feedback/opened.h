#pragma once
#include "areas/feedback/views.h"

namespace feedback {

/// The id of the service of feedback; "" where there is none.
std::string service_id(db::Connection&);
/// The comment of the address, when this member of staff may see it. Its reading stands in the log.
Result<views::Feedback> open_feedback(const Context&);
/// The units that comments may be about: no committees, which have no staff.
std::vector<identity::Unit> units_of_comments(db::Connection&);
/// The case, when this member of staff may change it and it is a comment.
Result<cases::Case> feedback_to_change(db::Connection&, const Context&);
/// The same, also when it is disposed of.
Result<cases::Case> feedback_or_what_is_left(db::Connection&, const Context&);

}  // namespace feedback
