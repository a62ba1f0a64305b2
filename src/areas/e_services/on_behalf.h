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

/// Whom the draft is for, as this visitor may fill it in: what staff began at the desk is nobody's desk but theirs. not_found when the
/// mandate is no longer in force.
Result<drafts::OnBehalf> acting_for(db::Connection&, const Tenant&, const Visitor&, const services::Service&, const drafts::Draft&);

/// The parties of what somebody fills in for another: the applicant as typed, and the one who helps. An applicant who must sign first is
/// not among them: until then nobody knows that it is what the person wants.
std::vector<cases::Party> parties_for(db::Connection&, const Tenant&, const Visitor&, const drafts::OnBehalf&, const cases::Party& typed);
/// The same, when it is sent: people and mandates that are not there yet are made.
struct Sending {
    std::vector<cases::Party> parties;
    std::optional<cases::Party> signs_first{};
    std::string channel = "web";
};
Sending sending_for(db::Connection&, const Tenant&, const Visitor&, const drafts::OnBehalf&, std::vector<cases::Party> parties,
                    const cases::Party& typed);

}  // namespace e_services
