#include "areas/disposal/unused_people.h"

#include "engines/audit/audit.h"
#include "engines/cases/disposal.h"
#include "engines/contacts/contacts.h"
#include "engines/identity/people.h"
#include "engines/identity/unused_people.h"

namespace disposal {

static constexpr int people_at_once = 200;

/// Kept only as long as something needs the person (dataskyddsförordningen art. 5.1 e).
static bool is_needed(db::Connection& db, const Tenant& tenant, PersonId person) {
    return cases::has_cases(db, person) || !contacts::mine(db, tenant, person).empty();
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
