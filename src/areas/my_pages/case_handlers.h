#pragma once
#include "areas/my_pages/case_views.h"

namespace my_pages {

/// Everything of the case page, or why not.
Result<views::CaseFile> case_file(Context&, Reader = Reader::party);
/// A document as it is sent to a browser.
Result<http::Response> file_answer(const Tenant&, const cases::Document&);
views::CaseFile case_file_of(db::Connection&, const Context&, OpenedCase);

/// What staff, programs and representatives did with the case, newest first.
std::vector<audit::Recorded> readers(db::Connection&, CaseId);

}  // namespace my_pages
