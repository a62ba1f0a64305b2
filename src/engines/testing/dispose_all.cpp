#include "engines/testing/dispose_all.h"

#include "engines/cases/disposal.h"
#include "engines/identity/accounts.h"
#include "engines/identity/roles.h"
#include "engines/identity/tokens.h"
#include "engines/identity/units.h"
#include "engines/testing/test_town.h"

static AccountId archivist(db::Connection& db) {
    if (const auto known = identity::find_account(db, "arkivarie")) return known->id;
    const auto account = identity::add_account_with_hash(db, {.username = "arkivarie", .name = "Arkivarie"}, "");
    const auto role = identity::add_role(db, {"archivist-for-tests", "Arkivarie", "Archivist", {"cases.dispose"}}).value();
    for (const auto& unit : identity::units(db))
        if (!unit.parent) identity::assign(db, account, role, unit.id);
    return account;
}

void dispose_of_all_due(Tenant& tenant) {
    cases::propose_disposal(tenant);
    const auto lists = tenant.db.write([&](db::Connection& db) {
        const auto account = archivist(db);
        auto waiting = cases::disposal_lists(db, account, 1000);
        std::erase_if(waiting, [](const cases::DisposalList& list) { return list.approved_at.has_value(); });
        const auto by = identity::visitor_of_account(db, account);
        cases::Change change{db, tenant, by};
        for (const auto& list : waiting) must(cases::approve_disposal(change, list.id));
        return waiting;
    });
    for (const auto& list : lists) cases::dispose_approved(tenant, list.id);
}
