#pragma once
#include "areas/feedback/views.h"

namespace feedback {

/// The comment of the address, when this member of staff may see it. Its reading stands in the log.
Result<views::Comment> open_comment(const Context&);
/// The case, when this member of staff may change it and it is a comment.
Result<cases::Case> comment_to_change(db::Connection&, const Context&);

}  // namespace feedback
