#pragma once
/// Choosing whom one fills in for.
#include "areas/e_services/on_behalf.h"
#include "engines/pages/pages.h"

namespace e_services::views {

struct ForWhomForm {
    std::string who{}, name{}, number{}, email{};
    bool is_identified = false;
};
/// `can_sign`: the applicant may sign afterwards instead of a mandate before.
http::Response for_another_page(const Context&, const services::Service&, const std::vector<mandates::Mandate>&, bool can_sign,
                                const ForWhomForm&, const std::vector<FieldError>&);
http::Response desk_page(const Context&, const services::Service&, const ForWhomForm&, const std::vector<FieldError>&);

/// "Du fyller i för Alva Exempel", above each page; nothing when it is for oneself.
html::Html for_whom(const Context&, const drafts::OnBehalf&);

}  // namespace e_services::views
