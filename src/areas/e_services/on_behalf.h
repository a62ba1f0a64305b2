#pragma once
/// Somebody fills in for another: by a mandate, with the applicant's own signature after it, or as staff at the desk.
#include "engines/cases/work.h"
#include "engines/drafts/drafts.h"
#include "engines/mandates/mandates.h"

namespace e_services {

/// Lets staff fill in the published services for residents who are there, or on the telephone.
inline constexpr Permission may_serve{"e_services.serve"};

/// The mandates by which the visitor may begin this service.
std::vector<mandates::Mandate> usable_mandates(db::Connection&, const Tenant&, const Visitor&, const services::Service&);

/// Whether this visitor may fill in for the one whom the draft is for. forbidden when the mandate is no longer in force, and for what was
/// begun or scanned at the desk by anybody but staff with the right; sign_in_needed when it takes somebody who is signed in.
Result<void> may_fill_in(db::Connection&, const Tenant&, const Visitor&, const services::Service&, const drafts::Draft&);

/// The visitor's drafts of the service that are for somebody else, last changed first.
std::vector<drafts::Draft> begun_for_others(db::Connection&, const Tenant&, const Visitor&, const services::Service&);

/// The parties of what somebody fills in for another: the applicant as typed, and the one who helps. An applicant who must sign first is
/// not among them: until then nobody knows that it is what the person wants.
std::vector<cases::Party> parties_for(db::Connection&, const Tenant&, const Visitor&, const drafts::OnBehalf&, const cases::Party& typed);
/// The same, when it is sent: people and mandates that are not there yet are made. forbidden: a helper without personal number.
struct Sending {
    std::vector<cases::Party> parties;
    std::optional<cases::Party> signs_first{};
    std::string channel = "web";
};
Result<Sending> sending_for(db::Connection&, const Tenant&, const Visitor&, const drafts::OnBehalf&, std::vector<cases::Party> parties,
                            const cases::Party& typed);

}  // namespace e_services
