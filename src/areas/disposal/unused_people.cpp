#include "areas/disposal/unused_people.h"

#include <algorithm>

#include "engines/audit/audit.h"
#include "engines/cases/disposal.h"
#include "engines/contacts/contacts.h"
#include "engines/identity/people.h"
#include "engines/identity/unused_people.h"
#include "engines/mandates/mandates.h"

namespace disposal {

static constexpr int people_at_once = 200;

/// Whoever acts for another, or lets another act, is told when that changes.
static bool has_mandate(db::Connection& db, const Tenant& tenant, PersonId person) {
    const auto in_force = [](const mandates::Mandate& one) { return one.state_on(swedish_date(now())) == mandates::State::in_force; };
    return std::ranges::any_of(mandates::given_by(db, tenant, person), in_force) ||
           std::ranges::any_of(mandates::held_by(db, tenant, person), in_force);
}

/// Kept only as long as something needs the person (dataskyddsförordningen art. 5.1 e).
static bool is_needed(db::Connection& db, const Tenant& tenant, PersonId person) {
    return cases::has_cases(db, person) || !contacts::mine(db, tenant, person).empty() || has_mandate(db, tenant, person);
}

static void forget(db::Connection& db, const Tenant& tenant, PersonId person) {
    if (is_needed(db, tenant, person)) return;  // since it was looked at
    identity::erase_person(db, person);
    audit::record(db, audit::program("torg"),
                  {.event = "disposal.person_forgotten", .subject_kind = "person", .subject = person.value, .reason = "disposal"});
}

void forget_unused_people(Tenant& tenant, const ::jobs::Job&) {
    tenant.db.write(identity::begin_counting);
    const auto since = now() - unused_for;
    for (PersonId after{};;) {
        const auto page =
            tenant.db.read([&](db::Connection& db) { return identity::not_signed_in_since(db, since, after, people_at_once); });
        if (page.empty()) return;
        for (const auto person : page)
            if (!tenant.db.read([&](db::Connection& db) { return is_needed(db, tenant, person); }))
                tenant.db.write([&](db::Connection& db) { forget(db, tenant, person); });
        after = page.back();
    }
}

}  // namespace disposal
