#pragma once
/// Scanned forms, for those who type them.
#include "engines/drafts/drafts.h"
#include "engines/pages/pages.h"

namespace e_services::views {

struct ScanForm {
    std::string name{}, number{};
};
http::Response scanning_page(const Context&, const ScanForm&, const std::vector<FieldError>&);
std::string sheet_address(const Context&, DraftId, int sheet);

}  // namespace e_services::views
