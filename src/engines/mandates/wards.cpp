#include "engines/mandates/wards.h"

#include <algorithm>

#include "engines/audit/audit.h"
#include "engines/directories/children.h"
#include "engines/identity/people.h"

namespace mandates {
namespace {

bool is_guardian(const Mandate& mandate) { return mandate.origin == Origin::guardian; }

}  // namespace

bool may_open_earlier(Origin origin) { return origin != Origin::signatory && origin != Origin::application; }

std::vector<Mandate> opening_earlier(db::Connection& db, const Tenant& tenant, PersonId holder) {
    auto all = held_by(db, tenant, holder);
    const auto today = swedish_date(now());
    std::erase_if(all, [&](const Mandate& mandate) {
        return !mandate.opens_earlier || !may_open_earlier(mandate.origin) || mandate.giver_kind != GiverKind::person ||
               mandate.state_on(today) != State::in_force;
    });
    return all;
}

std::vector<Ward> wards_of(db::Connection& db, const Tenant& tenant, PersonId holder) {
    std::vector<Ward> wards;
    const auto opens = opening_earlier(db, tenant, holder);
    if (opens.empty()) return wards;
    const auto children = directories::own_children(db, tenant, holder).all;
    for (const auto& mandate : opens) {
        if (is_guardian(mandate) && std::ranges::find(children, mandate.giver.number, &directories::Child::number) == children.end())
            continue;
        const auto number = identity::PersonalNumber::from(mandate.giver.number);
        const auto person = number ? identity::find_person_by_number(db, tenant.secret, *number) : std::nullopt;
        if (!person || (is_guardian(mandate) && identity::has_protected_identity(db, *person))) continue;
        wards.push_back({mandate, *person});
    }
    return wards;
}

void ask_about_ward(Tenant& tenant, const Visitor& holder, MandateId id) {
    if (!holder.is_resident()) return;
    const bool is_time = tenant.db.read([&](db::Connection& db) {
        return directories::should_ask_for_children(db, tenant, holder.person) &&
               std::ranges::any_of(opening_earlier(db, tenant, holder.person),
                                   [&](const Mandate& mandate) { return mandate.id == id && is_guardian(mandate); });
    });
    if (is_time)
        tenant.db.write(
            [&](db::Connection& db) { directories::ask_for_children(db, tenant, holder, directories::ChildrenFor::earlier_cases); });
}

void record_earlier_listed(Tenant& tenant, const Visitor& by, const Ward& ward) {
    audit::record_read(tenant.db, by,
                       {.event = "mandates.earlier_opened", .subject_kind = "person", .subject = ward.person.value, .reason = "mandate"});
}

}  // namespace mandates
