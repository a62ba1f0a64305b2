#pragma once
/// From the database to the screens.
#include "areas/case_desk/screen.h"
#include "engines/area/area.h"

namespace case_desk {

QueueScreen read_queue(Context&, const Asked&, std::optional<std::pair<std::int64_t, CaseId>> after, int page_size);
/// The list that a form on it was sent from, with what was typed. queue_handlers.cpp
Result<QueueScreen> list_again(Context&, std::vector<FieldError>);
/// That the officer has chosen for the lists, or the usual ones.
std::vector<Column> columns_of(db::Connection&, AccountId);
/// Likewise, with what is needed to work together in it.
Result<TeamworkScreen> open_teamwork(Context&);
/// The document itself, shown in place where a browser may do so without running anything. case_handlers.cpp
Result<http::Response> document_response(Context&, const cases::Document&);
/// Everything about the case. The read is in the audit log before the data is on the screen.
Result<CaseScreen> open_case(Context&);

}  // namespace case_desk
