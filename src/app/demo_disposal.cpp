#include "app/demo_disposal.h"

#include <algorithm>
#include <stdexcept>

#include "engines/cases/disposal.h"
#include "foundation/jobs/jobs.h"

namespace app {
namespace {

constexpr int most_lists = 1000;
constexpr std::string_view why_kept = "Ärendet kan behövas i en tillsyn som pågår.";

/// The newest list, so that those which wait the longest still do.
std::optional<cases::DisposalList> approve_one(db::Connection& db, Tenant& tenant, const Visitor& archivist) {
    const auto lists = cases::disposal_lists(db, archivist.account, most_lists);
    if (lists.size() < 2) return std::nullopt;
    cases::Change change{db, tenant, archivist};
    if (!cases::approve_disposal(change, lists.back().id)) throw std::logic_error("the demo's list cannot be approved");
    ::jobs::cancel_all(db, "cases.dispose");  // done here and now
    return lists.back();
}

void hold_one(db::Connection& db, Tenant& tenant, const Visitor& archivist) {
    const auto lists = cases::disposal_lists(db, archivist.account, most_lists);
    const auto of_cases = std::ranges::find(lists, 0, &cases::DisposalList::answers);
    if (of_cases == lists.end()) return;
    cases::Change change{db, tenant, archivist};
    if (!cases::hold(change, cases::lines_of(db, of_cases->id).front().number, why_kept))
        throw std::logic_error("the demo's case cannot be kept");
}

}  // namespace

void add_demo_disposal(Tenant& tenant, const DemoStaff& staff) {
    cases::propose_disposal(tenant);
    const auto approved = tenant.db.write([&](db::Connection& db) { return approve_one(db, tenant, staff.registrar); });
    if (approved) cases::dispose_approved(tenant, approved->id);
    tenant.db.write([&](db::Connection& db) { hold_one(db, tenant, staff.registrar); });
}

}  // namespace app
