#include "engines/drafts/addresses.h"

namespace drafts {

std::string page_address(const Draft& draft, std::string_view page, std::string_view query) {
    auto all = "/e-tjanster/" + draft.service + "/" + std::string(page);
    if (!draft.is_for_oneself()) all += "?" + std::string(in_address) + "=" + std::to_string(draft.id.value);
    if (!query.empty()) all += (draft.is_for_oneself() ? "?" : "&") + std::string(query);
    return all;
}

std::string address_to_go_on(const Draft& draft, const forms::Form& form) {
    const auto* page = form.page(draft.page);
    return page_address(draft, (page ? *page : form.pages.front()).id);
}

}  // namespace drafts
