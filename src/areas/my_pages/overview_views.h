#pragma once
/// All that is mine: what to do, my cases, my details.
#include "areas/my_pages/opened_case.h"
#include "engines/drafts/drafts.h"
#include "engines/forms/fill.h"
#include "engines/identity/people.h"
#include "engines/pages/pages.h"

namespace my_pages::views {

struct CaseRow {
    OpenedCase opened;
    std::string newest;  ///< what happened last
    std::optional<cases::Supplement> supplement;
    std::string for_whom;  ///< "" when the case is one's own
};
struct DraftRow {
    drafts::Draft draft;
    std::string title;
    std::shared_ptr<const services::Service> answered;  ///< the version whose questions the draft answers
    std::string address;                                ///< where to go on
};
struct Overview {
    identity::Person person;
    std::vector<CaseRow> cases;
    std::vector<DraftRow> drafts;
    std::vector<OpenedCase> unread;                          ///< with messages that the person has not seen
    std::vector<std::pair<MandateId, std::string>> wards{};  ///< whose earlier cases may be read, with their names
    bool shows_closed = false;
    std::string next_page{};  ///< address; "" for none
};
http::Response overview_page(const Context&, const Overview&);

/// E-mail, telephone, address and how we reach the person, as a page of a form. Only ways that the municipality has are offered.
forms::Form details_form(const Tenant&, const Texts&);
http::Response details_page(const Context&, const forms::Form&, const forms::Filled&, const std::vector<FieldError>&);

}  // namespace my_pages::views
