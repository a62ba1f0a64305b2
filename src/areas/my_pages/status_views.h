#pragma once
#include "areas/my_pages/status.h"
#include "engines/pages/pages.h"

namespace my_pages::views {

/// `errors` in words of this area.
http::Response status_question(const Context&, const StatusForm&, const std::vector<FieldError>& errors, int status = 200);
/// State and day, and no more: whoever reads it may be somebody else than the party.
http::Response status_page(const Context&, const OpenedCase&);

}  // namespace my_pages::views
