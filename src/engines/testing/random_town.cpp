#include "engines/testing/random_town.h"

#include <fmt/format.h>

#include <algorithm>

#include "engines/identity/accounts.h"
#include "engines/identity/delegation.h"
#include "engines/identity/tokens.h"
#include "engines/identity/units.h"
#include "engines/public_register/public_register.h"
#include "engines/services/catalogue.h"
#include "engines/testing/dispose_all.h"

using namespace random_plan;

namespace {

constexpr std::int64_t a_day = microseconds_a_day;
constexpr int reads_and_decides = 2;  // of random_plan::powers: the role that the delegation order names

std::string name_of_role(int power) { return "role " + std::to_string(power); }

bool lasts(const Right& right) { return right.ends == Ends::never || right.ends == Ends::later; }

}  // namespace

std::string RandomTown::word(std::string_view kind, std::size_t which) { return fmt::format("{}{:04}", kind, which); }
Timestamp RandomTown::noon() { return swedish_time(*date_from_iso("2026-04-14"), 12); }

RandomTown::RandomTown(const Plan& plan, std::vector<Area> areas, db::Kind kind) : TestTown(std::move(areas), kind), plan_(plan) {
    set_clock(noon());
    for (std::size_t i = 0; i < officers; ++i) accounts_.push_back(employ(word("Tjansteman", i), {}, top));
    for (std::size_t i = 0; i < residents; ++i) people_.push_back(add_resident(word("Invanare", i)));
    culture_ = site.unit(units[association_grant]);
    for (int i = 0; i < static_cast<int>(plan.unit_above.size()); ++i) put_under(i, plan.unit_above[static_cast<std::size_t>(i)]);
    give_rights();
    for (std::size_t i = 0; i < plan.cases.size(); ++i) facts_.push_back(apply_for(plan.cases[i], i));
    set_clock(noon());
    dispose_of_all_due(site.tenant());
    take_rights();
    for (auto& fact : facts_) {
        if (fact.plan.is_hidden && fact.is_in_register()) hide(fact);
        read([&](db::Connection& db) { learn(db, fact); });
    }
    for (const auto& unit : read([](db::Connection& db) { return identity::units(db); })) parents_[unit.id] = unit.parent;
}

RandomTown::~RandomTown() { use_machine_clock(); }

UnitId RandomTown::unit_of(int unit) const {
    return unit == nobody ? top : unit == school_transport || unit == support ? here : unit == animal_welfare ? elsewhere : culture_;
}

void RandomTown::put_under(int unit, int above) {
    write([&](db::Connection& db) {
        auto moved = identity::find_unit(db, unit_of(unit)).value();
        moved.parent = unit_of(above);
        (void)identity::change_unit(db, moved);  // one that would stand under itself stays
    });
}

void RandomTown::give_rights() {
    write([&](db::Connection& db) {
        const std::vector<std::vector<std::string>> may{
            {"cases.read"}, {"cases.decide"}, {"cases.read", "cases.decide"}, {"public_records.keep"}, {"cases.read", "cases.approve"}};
        std::vector<RoleId> roles;
        for (std::size_t i = 0; i < may.size(); ++i) {
            const auto name = name_of_role(static_cast<int>(i));
            roles.push_back(identity::add_role(db, {name, name, name, may[i]}).value());
        }
        for (const auto& right : plan_.rights) {
            std::optional<Timestamp> ends_at;
            if (right.ends == Ends::later) ends_at = noon() + a_day;
            if (right.ends == Ends::before_now) ends_at = noon() - a_day;
            const auto given =
                identity::assign(db, account(right.officer), roles[static_cast<std::size_t>(right.power)], unit_of(right.unit), ends_at);
            if (right.ends == Ends::taken) must(identity::end_assignment(db, given));
        }
        for (auto rule : identity::delegation_order(db, top)) {
            rule.roles.push_back(roles[reads_and_decides]);
            must(identity::set_delegation(db, rule));
        }
        for (const auto& one : plan_.stand_ins) {
            const Date day{swedish_date(noon()).days + one.days_from_now};
            (void)identity::add_substitution(db, account(one.absent), account(one.substitute), day, day);
        }
    });
}

void RandomTown::take_rights() {
    if (plan_.moved_unit != nobody) put_under(plan_.moved_unit, plan_.moved_under);
    write([&](db::Connection& db) {
        if (plan_.role_that_loses_reading != nobody) {
            auto role = identity::find_role(db, name_of_role(plan_.role_that_loses_reading)).value();
            std::erase(role.permissions, "cases.read");
            must(identity::change_role(db, role));
        }
        if (plan_.disabled_officer == nobody) return;
        auto gone = identity::find_account(db, account(plan_.disabled_officer)).value();
        gone.active = false;
        must(identity::change_account(db, gone));
    });
}

Visitor RandomTown::applicant(const random_plan::Case& of) const {
    if (of.party == nobody) return {};
    return {.kind = Visitor::Kind::resident, .person = person(of.party)};
}

MandateId RandomTown::give_mandate(db::Connection& db, const random_plan::Case& of, std::size_t which) {
    const auto number = identity::personal_number_of(db, site.tenant().secret, person(of.representative)).value().digits();
    mandates::Registered made{.origin = mandates::Origin::trustee,
                              .giver = {"giver " + std::to_string(which), "Huvudman"},
                              .holder = {number, "Ombud"},
                              .scope = {.from = swedish_date(now())}};
    if (of.mandate == random_plan::Mandate::over) made.scope.until = made.scope.from;
    return mandates::register_by_staff(db, site.tenant(), chief, made);
}

CaseFact RandomTown::apply_for(const random_plan::Case& of, std::size_t which) {
    CaseFact fact{.plan = of, .name = fmt::format("case {}", which), .unit = unit_of(of.service)};
    const auto began = noon() - (of.stage == disposed ? 12 * 365 : of.days_old) * a_day;
    set_clock(began);
    forms::Answers answers;
    if (of.service == school_transport) answers.set("child_name", {word("Barn", which)}).set("home", {home_of(which)});
    if (of.service == association_grant) answers.set("association_name", {word("Forening", which)});
    cases::Party party{.name = word("Namn", which)};
    if (of.party != nobody) party.person = person(of.party);
    if (of.organisation != nobody) {
        party.organisation_name = word("Bolag", which);
        party.organisation_number = fmt::format("556000-000{}", of.organisation);
    }
    const auto file = site.tenant().files.keep_text("%PDF-1.4\n" + fact.name, "application/pdf");
    as(applicant(of), [&](cases::Change& change) {
        const auto service = services::newest_published(change.db, service_names[static_cast<std::size_t>(of.service)]);
        std::vector<cases::Party> parties{party};
        std::optional<MandateId> mandate;
        if (of.has_representative()) {
            mandate = give_mandate(change.db, of, which);
            parties.push_back({.role = std::string(cases::represents),
                               .person = person(of.representative),
                               .name = word("Namn", which),
                               .mandate = mandate});
        }
        const auto receipt = cases::receive(change, {.service = *service,
                                                     .answers = answers,
                                                     .parties = parties,
                                                     .files = {{file.hash, word("Fil", which) + ".pdf", file.size, file.type, file.digest}},
                                                     .is_test = of.is_test});
        fact.id = receipt.id;
        fact.number = receipt.number;
        fact.code = receipt.code;
        if (mandate && of.mandate == random_plan::Mandate::taken_back)
            must(mandates::end_by_staff(change.db, site.tenant(), chief, *mandate));
        fact.document = cases::documents(change.db, site.tenant(), cases::find(change.db, site.tenant(), fact.id).value()).front().id;
    });
    set_clock(began + std::min(of.days_taken, of.days_old) * a_day);
    go_on(fact, which, file);
    return fact;
}

/// What the flow of the service does not let happen does not.
void RandomTown::go_on(const CaseFact& fact, std::size_t which, const files::Stored& file) {
    const auto& of = fact.plan;
    as(chief, [&](cases::Change& change) {
        auto& db = change.db;
        const auto service = cases::service_of(db, cases::find(db, site.tenant(), fact.id).value());
        const bool officer_may =
            of.officer != nobody && identity::may_decide(db, account(of.officer), service->decision.delegation, fact.unit);
        const auto by = officer_may ? identity::visitor_of_account(db, account(of.officer)) : chief;
        cases::Change deciding{db, site.tenant(), by};
        (void)cases::write_note(change, fact.id, word("Anteckning", which));
        if (of.officer != nobody) (void)cases::assign(change, fact.id, account(of.officer), word("Tjansteman", 0));
        if (of.stage == asked || of.stage == answered)
            (void)cases::ask_supplement(change, fact.id, {{"", "Vad?"}}, "", Date{swedish_date(now()).days + 14});
        if (of.stage != decided && of.stage != closed && of.stage != appealed && of.stage != disposed) return;
        const auto& reasons = service->decision.outcome("reject")->reasons;
        const auto made = cases::decide(deciding, fact.id, {.outcome = "reject", .reason = reasons.front().id});
        if (made && of.stage != decided) cases::decision_left(change, fact.id, made->id, file);
    });
    as(applicant(of), [&](cases::Change& change) {
        if (of.stage == answered) (void)cases::answer_supplement(change, fact.id, {}, "Det", {});
        if (of.stage == withdrawn) (void)cases::withdraw(change, fact.id, "");
        if (of.stage == appealed) (void)cases::appeal(change, fact.id, "Fel", {});
    });
}

void RandomTown::hide(const CaseFact& fact) {
    write([&](db::Connection& db) {
        must(public_register::retitle(db, chief, fact.id.value, "Ett ärende", "A case"));
        must(public_register::set_secrecy(db, chief, fact.id.value, {public_register::Hides::all, "OSL 21 kap. 1 §", "Prov"}));
    });
}

void RandomTown::learn(db::Connection& db, CaseFact& fact) {
    fact.is = cases::find(db, site.tenant(), fact.id).value();
    fact.decision = cases::decision(db, site.tenant(), fact.is);
    fact.has_open_supplement = cases::open_supplement(db, site.tenant(), fact.is).has_value();
}

// ---- what is so

bool RandomTown::is_within(UnitId unit, UnitId above) const {
    for (std::optional<UnitId> at = unit; at; at = parents_.at(*at))
        if (*at == above) return true;
    return false;
}

bool RandomTown::holds(int officer, std::string_view power, UnitId unit) const {
    if (officer == plan_.disabled_officer) return false;
    return std::ranges::any_of(plan_.rights, [&](const Right& right) {
        const bool gives = powers[static_cast<std::size_t>(right.power)].find(power) != std::string_view::npos;
        const bool is_lost = power == "reads" && right.power == plan_.role_that_loses_reading;
        return right.officer == officer && gives && !is_lost && lasts(right) && is_within(unit, unit_of(right.unit));
    });
}

bool RandomTown::reads(int officer, const CaseFact& fact) const { return holds(officer, "reads", fact.unit); }
bool RandomTown::decides(int officer, const CaseFact& fact) const { return holds(officer, "decides", fact.unit); }

bool RandomTown::approves(int officer, const CaseFact& fact) const { return holds(officer, "approves", fact.unit); }

bool RandomTown::holds_delegated_role(int officer, UnitId unit) const {
    if (officer == plan_.disabled_officer) return false;
    return std::ranges::any_of(plan_.rights, [&](const Right& right) {
        return right.officer == officer && right.power == reads_and_decides && lasts(right) && is_within(unit, unit_of(right.unit));
    });
}

bool RandomTown::has_delegation(int officer, const CaseFact& fact) const {
    if (officer == plan_.disabled_officer) return false;
    if (holds_delegated_role(officer, fact.unit)) return true;
    return std::ranges::any_of(plan_.stand_ins, [&](const StandIn& one) {
        return one.substitute == officer && one.absent != officer && one.days_from_now == 0 && holds_delegated_role(one.absent, fact.unit);
    });
}
