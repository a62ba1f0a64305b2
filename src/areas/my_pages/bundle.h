#pragma once
#include "areas/my_pages/case_views.h"

namespace my_pages {

/// Everything of a case as a ZIP: a page to read, the same as JSON, and the files. Law: dataskyddsförordningen art. 15 and 20.
std::string bundle(const Context&, const views::CaseFile&);

}  // namespace my_pages
