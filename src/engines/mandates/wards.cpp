#include "engines/mandates/wards.h"

#include <algorithm>

#include "engines/directories/children.h"
#include "engines/identity/people.h"

namespace mandates {
namespace {

/// In force today, and said to open what was there before.
std::vector<Mandate> opening(db::Connection& db, const Tenant& tenant, PersonId holder) {
    auto all = held_by(db, tenant, holder);
    const auto today = swedish_date(now());
    std::erase_if(all, [&](const Mandate& mandate) {
        return !mandate.opens_earlier || !may_open_earlier(mandate.origin) || mandate.giver_kind != GiverKind::person ||
               mandate.state_on(today) != State::in_force;
    });
    return all;
}

bool is_guardian(const Mandate& mandate) { return mandate.origin == Origin::guardian; }

}  // namespace

bool may_open_earlier(Origin origin) { return origin != Origin::signatory && origin != Origin::application; }

std::vector<Ward> wards_of(db::Connection& db, const Tenant& tenant, PersonId holder) {
    std::vector<Ward> wards;
    const auto opens = opening(db, tenant, holder);
    if (opens.empty()) return wards;
    const auto children = directories::own_children(db, tenant, holder).all;
    for (const auto& mandate : opens) {
        if (is_guardian(mandate) && std::ranges::find(children, mandate.giver.number, &directories::Child::number) == children.end())
            continue;
        const auto number = identity::PersonalNumber::from(mandate.giver.number);
        const auto person = number ? identity::find_person_by_number(db, tenant.secret, *number) : std::nullopt;
        if (person) wards.push_back({mandate, *person});
    }
    return wards;
}

void ask_about_wards(Tenant& tenant, const Visitor& holder) {
    if (!holder.is_resident()) return;
    const bool is_time = tenant.db.read([&](db::Connection& db) {
        return directories::should_ask_for_children(db, tenant, holder.person) &&
               std::ranges::any_of(opening(db, tenant, holder.person), is_guardian);
    });
    if (is_time) tenant.db.write([&](db::Connection& db) { directories::ask_for_children(db, tenant, holder); });
}

}  // namespace mandates
