#include "engines/cases/representatives.h"

#include <algorithm>

#include "engines/cases/event_log.h"
#include "engines/cases/notices.h"
#include "engines/identity/people.h"

namespace cases {
namespace {

bool is_applicant(const std::vector<Party>& who, const Visitor& visitor) {
    const auto* applicant = applicant_of(who);
    return visitor.is_resident() && applicant && applicant->person == visitor.person;
}

bool is_in_case(const std::vector<Party>& who, const mandates::Mandate& mandate) {
    return std::ranges::any_of(who, [&](const Party& party) { return party.mandate == mandate.id; });
}

std::optional<PersonId> holder_of(db::Connection& db, const Tenant& tenant, const mandates::Mandate& mandate) {
    const auto number = identity::PersonalNumber::from(mandate.holder.number);
    return number ? identity::find_person_by_number(db, tenant.secret, *number) : std::nullopt;
}

Party acting_by(const Change& change, const mandates::Mandate& mandate, PersonId person) {
    Party party{.role = std::string(represents), .person = person, .name = mandate.holder.name};
    party.personal_number = mandate.holder.number;
    if (const auto known = identity::find_person(change.db, change.tenant.secret, person)) {
        party.email = known->email;
        party.phone = known->phone;
    }
    party.mandate = mandate.id;
    party.mandate_origin = to_name(mandate.origin);
    return party;
}

}  // namespace

std::vector<mandates::Mandate> possible_representatives(db::Connection& db, const Tenant& tenant, const Case& of, const Visitor& visitor) {
    const auto who = parties(db, tenant, of);
    if (of.erased || of.state_kind == "closed" || !is_applicant(who, visitor)) return {};
    auto all = mandates::given_by(db, tenant, visitor.person);
    std::erase_if(all, [&](const mandates::Mandate& given) {
        return given.state_on(swedish_date(now())) != mandates::State::in_force || !given.covers(of.service) || is_in_case(who, given) ||
               !holder_of(db, tenant, given);
    });
    return all;
}

std::vector<Party> removable_representatives(db::Connection& db, const Tenant& tenant, const Case& of, const Visitor& visitor) {
    auto who = parties(db, tenant, of);
    if (of.erased || of.state_kind == "closed" || !is_applicant(who, visitor)) return {};
    std::erase_if(who, [&](const Party& party) {
        if (party.role != represents || !party.mandate) return true;
        const auto mandate = mandates::find(db, tenant, *party.mandate);
        return !mandate || !mandate->is_ended_by_giver();
    });
    return who;
}

Result<void> change_representative(Change& change, CaseId id, std::optional<MandateId> to) {
    const auto of = TRY(find(change.db, change.tenant, id));
    if (!is_applicant(parties(change.db, change.tenant, of), change.by)) return failure(Fault::not_found);
    auto data = json::object({{"name", ""}});
    if (to) {
        const auto possible = possible_representatives(change.db, change.tenant, of, change.by);
        const auto found = std::ranges::find(possible, *to, &mandates::Mandate::id);
        if (found == possible.end()) return failure(Fault::not_found);
        data.set("name", found->holder.name);
        data.set("party", to_json(acting_by(change, *found, holder_of(change.db, change.tenant, *found).value())));
    }
    const auto leave = removable_representatives(change.db, change.tenant, of, change.by);
    if (!to && leave.empty()) return {};
    data.set("left", json::array(leave, [](const Party& party) { return json::Value(party.id); }));
    append(change, of, EventKind::representative_changed, std::move(data));
    // One that was made with this case opens no other.
    for (const auto& party : leave) mandates::end_with_case(change.db, change.tenant, change.by, *party.mandate);
    queue_notice(change, id, Notice::representative_changed);
    return {};
}

std::vector<Numbered> by_mandate(db::Connection& db, MandateId mandate, int limit) {
    return db.all(
        [](const db::Row& row) {
            return Numbered{row.as<CaseId>("id"), row.text("number")};
        },
        "SELECT DISTINCT c.id, c.number FROM cases_party p JOIN cases_case c ON c.id = p.case_id WHERE p.mandate = ? "
        "ORDER BY c.id DESC LIMIT ?",
        mandate, limit);
}

}  // namespace cases

namespace cases::store {

void delete_party(db::Connection& db, CaseId id, std::int64_t party) {
    db.execute("DELETE FROM cases_party WHERE case_id = ? AND id = ?", id, party);
}

}  // namespace cases::store
