#pragma once
#include "areas/my_pages/case_views.h"
#include "foundation/zip/zip.h"

namespace my_pages {

/// Everything of a case as a ZIP: a page to read, the same as JSON, and the files. Law: dataskyddsförordningen art. 15 and 20.
std::string bundle(const Context&, const views::CaseFile&);

/// The same in a folder ("" or "SKJ-2026-0001/") of a ZIP. Files that do not fit in `room`, which becomes smaller, are named with where
/// they are to be had.
void add_case(zip::Writer&, const Context&, const views::CaseFile&, const std::string& folder, std::int64_t& room);

}  // namespace my_pages
