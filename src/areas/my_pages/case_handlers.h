#pragma once
#include "areas/my_pages/case_views.h"

namespace my_pages {

/// Everything of the case page, or why not.
Result<views::CaseFile> case_file(Context&);

}  // namespace my_pages
