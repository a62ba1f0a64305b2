#include "engines/cases/reach.h"

#include "engines/cases/checks.h"
#include "engines/cases/conflict_of_interest.h"
#include "engines/cases/find.h"
#include "engines/identity/people.h"
#include "engines/identity/roles.h"

namespace cases {

Reach reach_for(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const Case& of) {
    Reach reach;
    const bool somebody_is = checked(db, tenant, of).has_protected_identity();
    for (const auto& party : parties(db, tenant, of)) {
        if (party.person && identity::has_protected_identity(db, *party.person)) reach.marked.insert(party.id);
        else if (!somebody_is) reach.open.insert(party.id);
    }
    const bool handles = visitor.is_staff() && identity::has_right(db, visitor.account, may_decide.name, of.unit) &&
                         !conflict_of_interest(db, visitor.account, of.id);
    reach.is_open = handles || (!somebody_is && reach.marked.empty());
    return reach;
}

}  // namespace cases
