#pragma once
/// Those whose earlier cases somebody may read: by a mandate in force that says so, and of a child only while the population register says
/// that the child is one's own, and nobody that the child is in hiding. Law: föräldrabalken 6 kap. 11 § (a guardian decides in the child's
/// personal matters).
#include "engines/mandates/mandates.h"

namespace mandates {

/// Nobody acts for an organisation, or in one case alone, in what was there before.
bool may_open_earlier(Origin);

/// Held and in force, and said to open what was there before. Of a guardian it is wards_of that knows whether it does.
std::vector<Mandate> opening_earlier(db::Connection&, const Tenant&, PersonId holder);

struct Ward {
    Mandate mandate;
    PersonId person{};
};
std::vector<Ward> wards_of(db::Connection&, const Tenant&, PersonId holder);
/// Has the register asked, by a job, for who looks for the earlier cases of a child by this mandate. Harmless for all others.
void ask_about_ward(Tenant&, const Visitor& holder, MandateId);
/// An entry in the log that the ward reads.
void record_earlier_listed(Tenant&, const Visitor& by, const Ward&);

}  // namespace mandates
