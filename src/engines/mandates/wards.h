#pragma once
/// Those whose earlier cases somebody may read: by a mandate in force that says so, and of a child only while the population register says
/// that the child is one's own. Law: föräldrabalken 6 kap. 11 § (a guardian decides in the child's personal matters).
#include "engines/mandates/mandates.h"

namespace mandates {

/// Nobody acts for an organisation, or in one case alone, in what was there before.
bool may_open_earlier(Origin);

struct Ward {
    Mandate mandate;
    PersonId person{};
};
std::vector<Ward> wards_of(db::Connection&, const Tenant&, PersonId holder);
/// Has the register asked, by a job, for who holds the mandate of a guardian. Harmless for all others.
void ask_about_wards(Tenant&, const Visitor& holder);

}  // namespace mandates
