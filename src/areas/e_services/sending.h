#pragma once
/// From a filled-in form to a case.
#include "engines/cases/work.h"
#include "engines/drafts/drafts.h"
#include "engines/forms/fill.h"

namespace e_services {

/// Who applies, as the service sees it: where nobody signs in, a resident who happens to be signed in is nobody too and may stay anonymous.
Visitor applying(const Visitor&, const services::Service&);

/// What we know of the applicant, as answers of the page with contact details. `answers` win. Of one for whom another fills in that is the
/// name and the number alone.
forms::Answers with_known_contact(db::Connection&, const Tenant&, const Visitor&, const services::Service&, const drafts::OnBehalf&,
                                  forms::Answers answers);

/// Who applies. Only a resident who is signed in is linked to the person: a number that someone typed proves nothing.
/// Nobody when a form that may be sent without a name has none.
std::vector<cases::Party> applicants(db::Connection&, const Tenant&, const Visitor&, const drafts::OnBehalf&, const forms::Answers&);

/// All that stands in the way of sending: what is missing or wrong, and applicants who are named among those who must sign too, also the
/// one who is to sign what another has filled in.
std::vector<FieldError> errors_before_sending(const services::Service&, const forms::Answers&, std::vector<cases::Party> applicants,
                                              const drafts::OnBehalf&);

/// New e-mail and telephone become those of the person who is signed in.
void keep_contact(db::Connection&, const Tenant&, const Visitor&, const forms::Answers&);

/// The draft becomes a case, once: sent again it gives the same receipt. invalid when answers are missing or wrong.
Result<drafts::Sent> send(db::Connection&, Tenant&, const Visitor&, const services::Service&, const drafts::Draft&, Language);

}  // namespace e_services
