#include "engines/cases/at_place.h"

#include <algorithm>

#include "engines/cases/places.h"
#include "engines/cases/store.h"
#include "engines/forms/normal.h"
#include "engines/identity/roles.h"

namespace cases {
namespace {

/// A large property may have thousands of cases: ids rise with time, so the newest are looked at.
constexpr int most_looked_at = 200;

std::vector<CaseId> ids_of(db::Connection& db, const Tenant& tenant, AccountId account, std::string_view kind, const std::string& of) {
    if (of.empty()) return {};
    return db.all(
        [](const db::Row& row) { return row.as<CaseId>("id"); },
        "SELECT c.id FROM cases_subject s JOIN cases_case c ON c.id = s.case_id WHERE s.kind = ? AND s.digest = ? AND c.is_test = 0 "
        "AND " +
            identity::in_units_of("c.unit") + " ORDER BY c.id DESC LIMIT ?",
        kind, store::subject_digest(tenant, kind, of), account, may_read.name, now(), most_looked_at);
}

}  // namespace

std::vector<Case> at_place(db::Connection& db, const Tenant& tenant, AccountId account, const Spot& spot, int limit) {
    std::vector<CaseId> ids;
    const auto add = [&](const std::vector<CaseId>& more) { ids.insert(ids.end(), more.begin(), more.end()); };
    if (spot.address) add(ids_of(db, tenant, account, "address", forms::comparable(*spot.address)));
    add(ids_of(db, tenant, account, "property", forms::comparable_property(spot.property, tenant.name)));
    if (spot.at) add(readable_near(db, account, *spot.at, metres_of_spot, most_looked_at));
    std::ranges::sort(ids, std::greater());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (std::ssize(ids) > limit) ids.resize(static_cast<std::size_t>(limit));
    return find_all(db, tenant, ids);
}

}  // namespace cases
