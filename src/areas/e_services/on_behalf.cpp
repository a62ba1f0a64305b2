#include "areas/e_services/on_behalf.h"

#include "engines/identity/people.h"

namespace e_services {
namespace {

using Kind = drafts::OnBehalf::Kind;

bool fits(const services::Service& service, mandates::GiverKind giver) {
    using services::ApplicantKind;
    return giver == mandates::GiverKind::organisation
               ? service.applicant == ApplicantKind::organisation || service.applicant == ApplicantKind::either
               : service.applicant != ApplicantKind::organisation;
}

cases::Party helper(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const drafts::OnBehalf& of) {
    const auto person = identity::find_person(db, tenant.secret, visitor.person);
    const auto number = identity::personal_number_of(db, tenant.secret, visitor.person);
    cases::Party party{.role = std::string(cases::represents), .person = visitor.person};
    if (person) {
        party.name = person->name;
        party.email = person->email;
        party.phone = person->phone;
    }
    if (number) party.personal_number = number->digits();
    const auto mandate = of.kind == Kind::mandate ? mandates::find(db, tenant, of.mandate) : failure(Fault::not_found);
    party.mandate_origin = to_name(mandate ? mandate->origin : mandates::Origin::application);
    if (mandate) party.mandate = mandate->id;
    return party;
}

/// What is known wins over what was typed; what we write to the applicant with is never shown to the one who helps.
cases::Party applicant(db::Connection& db, const Tenant& tenant, const drafts::OnBehalf& of, cases::Party typed) {
    if (of.is_organisation) {
        typed.organisation_name = of.name;
        typed.organisation_number = of.number;
        return typed;
    }
    typed.name = of.name;
    if (!of.number.empty()) typed.personal_number = of.number;
    if (of.kind != Kind::mandate) return typed;
    const auto number = identity::PersonalNumber::from(of.number);
    typed.person = number ? identity::find_person_by_number(db, tenant.secret, *number) : std::nullopt;
    if (typed.person && typed.email.empty())
        if (const auto known = identity::find_person(db, tenant.secret, *typed.person)) typed.email = known->email;
    return typed;
}

std::optional<PersonId> person_with(db::Connection& db, const Tenant& tenant, const cases::Party& party) {
    const auto number = identity::PersonalNumber::from(party.personal_number);
    if (!number) return std::nullopt;
    // A name that somebody else wrote never takes the place of the one that the e-identification gave.
    if (const auto known = identity::find_person_by_number(db, tenant.secret, *number)) return known;
    return identity::find_or_add_person(db, tenant.secret, *number, party.name);
}

}  // namespace

std::vector<mandates::Mandate> usable_mandates(db::Connection& db, const Tenant& tenant, const Visitor& visitor,
                                               const services::Service& service) {
    if (!visitor.is_resident()) return {};
    auto all = mandates::held_by(db, tenant, visitor.person);
    const auto today = swedish_date(now());
    std::erase_if(all, [&](const mandates::Mandate& held) {
        return held.state_on(today) != mandates::State::in_force || !held.covers(service.id) || !fits(service, held.giver_kind);
    });
    return all;
}

Result<void> may_fill_in(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const services::Service& service,
                         const drafts::Draft& draft) {
    const auto& of = draft.beside.on_behalf;
    const bool is_at_desk = of.kind == Kind::at_desk || draft.beside.scan;
    const bool serves = visitor.is_staff() && visitor.may(may_serve);
    if (is_at_desk && (!serves || of.kind != Kind::at_desk)) return failure(Fault::forbidden);
    if (of.kind == Kind::oneself || is_at_desk) return {};
    if (!visitor.is_resident()) return failure(Fault::sign_in_needed);
    if (of.kind == Kind::mandate && !mandates::find_usable(db, tenant, visitor, of.mandate, service.id))
        return failure(Fault::forbidden, "error_mandate_ended");
    return {};
}

std::vector<drafts::Draft> begun_for_others(db::Connection& db, const Tenant& tenant, const Visitor& visitor,
                                            const services::Service& service) {
    auto all = drafts::drafts_of(db, tenant, visitor);
    std::erase_if(all, [&](const drafts::Draft& draft) { return draft.is_for_oneself() || draft.service != service.id; });
    return all;
}

std::vector<cases::Party> parties_for(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const drafts::OnBehalf& of,
                                      const cases::Party& typed) {
    auto for_whom = applicant(db, tenant, of, typed);
    if (of.kind == Kind::at_desk) return {std::move(for_whom)};
    auto who_helps = helper(db, tenant, visitor, of);
    if (of.kind == Kind::without_mandate) return {std::move(who_helps)};
    // One mailbox is told once.
    if (for_whom.email == who_helps.email) for_whom.email.clear();
    return {std::move(for_whom), std::move(who_helps)};
}

Result<Sending> sending_for(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const drafts::OnBehalf& of,
                            std::vector<cases::Party> parties, const cases::Party& typed) {
    Sending sending{.parties = std::move(parties)};
    switch (of.kind) {
        case Kind::oneself: break;
        case Kind::mandate:
            if (!of.is_organisation) sending.parties.front().person = person_with(db, tenant, sending.parties.front());
            break;
        case Kind::without_mandate:
            sending.signs_first = typed;
            sending.signs_first->name = of.name;
            sending.signs_first->personal_number = of.number;
            sending.signs_first->email = of.email;
            sending.parties.front().mandate = TRY(mandates::begin_with_application(db, tenant, visitor, {of.number, of.name}));
            break;
        case Kind::at_desk:
            sending.channel = "desk";
            if (of.is_identified) sending.parties.front().person = person_with(db, tenant, sending.parties.front());
            break;
    }
    return sending;
}

}  // namespace e_services
