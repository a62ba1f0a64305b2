#pragma once
/// Who acts for the applicant (ombud) while the case goes on. Law: FL 14 §.
#include <optional>
#include <vector>

#include "engines/cases/find.h"
#include "engines/cases/work.h"
#include "engines/mandates/mandates.h"

namespace cases {

/// Mandates that the applicant has given, in force, for the case's service, to somebody who has signed in here and is not in the case by
/// one already. None for anybody but the applicant, or when the case is closed.
std::vector<mandates::Mandate> possible_representatives(db::Connection&, const Tenant&, const Case&, const Visitor&);
/// Those whom the applicant may take out of the case: not whom a court or a register has appointed.
std::vector<Party> removable_representatives(db::Connection&, const Tenant&, const Case&, const Visitor&);
/// By the applicant: that one acts from now on and no other, or nobody when there is none. Nothing happens when it is so already.
/// Failures: not_found (another visitor, or a mandate that is not among the possible ones).
Result<void> change_representative(Change&, CaseId, std::optional<MandateId> to);

/// Cases that somebody follows or has followed by that mandate, newest first.
struct Numbered {
    CaseId id{};
    std::string number;
};
std::vector<Numbered> by_mandate(db::Connection&, MandateId, int limit);

}  // namespace cases

namespace cases::store {

void delete_party(db::Connection&, CaseId, std::int64_t party);

}  // namespace cases::store
