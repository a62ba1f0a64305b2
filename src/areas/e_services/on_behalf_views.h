#pragma once
/// Choosing whom one fills in for.
#include "areas/e_services/on_behalf.h"
#include "engines/pages/pages.h"

namespace e_services::views {

struct ForWhomForm {
    std::string who{}, name{}, number{}, email{};
    bool is_identified = false;
};
/// By what one may fill in for another.
struct Ways {
    const std::vector<mandates::Mandate>& usable;
    bool can_sign = false;               ///< the applicant may sign afterwards instead of a mandate before
    std::vector<drafts::Draft> begun{};  ///< for others, to go on with
};
http::Response for_another_page(const Context&, const services::Service&, const Ways&, const ForWhomForm&, const std::vector<FieldError>&);
http::Response desk_page(const Context&, const services::Service&, const std::vector<drafts::Draft>& begun, const ForWhomForm&,
                         const std::vector<FieldError>&);

/// "Du fyller i för Alva Exempel", above each page; nothing when it is for oneself.
html::Html for_whom(const Context&, const drafts::OnBehalf&);

}  // namespace e_services::views
