#include "engines/testing/test_town.h"

#include "engines/cases/find.h"
#include "engines/cases/signatures.h"
#include "engines/identity/accounts.h"
#include "engines/identity/delegation.h"
#include "engines/identity/tokens.h"
#include "engines/identity/units.h"
#include "engines/services/catalogue.h"
#include "engines/testing/flow_services.h"
#include "engines/testing/test_numbers.h"
#include "engines/towns/plain_pdf.h"
#include "foundation/base/unicode.h"

namespace {

AccountId account_of(db::Connection& db, std::string_view username, bool program) {
    if (const auto known = identity::find_account(db, username)) return known->id;
    return identity::add_account_with_hash(db, {.username = std::string(username), .name = std::string(username), .program = program}, "");
}

void give(db::Connection& db, AccountId account, std::vector<std::string> permissions, UnitId unit) {
    const auto name = "may " + joined(permissions, " ");
    if (!identity::find_role(db, name)) (void)identity::add_role(db, {name, name, name, std::move(permissions)});
    identity::assign(db, account, identity::find_role(db, name)->id, unit);
}

}  // namespace

TestTown::TestTown(std::vector<Area> areas, db::Kind kind) : site(std::move(areas), kind) {
    here = site.unit("barn-och-utbildning");
    elsewhere = site.unit("miljo");
    site.tenant().undo_minutes = 0;
    const auto account = employ("chief", {"test.chief"}, here);  // a role that nobody else holds
    write([&](db::Connection& db) {
        top = *identity::find_unit(db, here)->parent;
        services::publish_carried(db);
        flow_services::publish(db);
        const auto role = identity::assignments_of(db, account).front().role;
        identity::assign(db, account, role, top);
        for (const auto& service : services::published(db))
            (void)identity::set_delegation(db, {service->decision.delegation, "Beslut", "", top, {role}});
        chief = identity::visitor_of_account(db, account);
    });
}

AccountId TestTown::employ(std::string_view username, std::vector<std::string> permissions, UnitId unit) {
    return write([&](db::Connection& db) {
        const auto account = account_of(db, username, false);
        give(db, account, std::move(permissions), unit);
        return account;
    });
}

AccountId TestTown::add_program(std::string_view username, std::vector<std::string> permissions, UnitId unit) {
    return write([&](db::Connection& db) {
        const auto account = account_of(db, username, true);
        give(db, account, std::move(permissions), unit);
        return account;
    });
}

PersonId TestTown::add_resident(std::string_view name) {
    const auto number = identity::PersonalNumber::from(test_personal_number(residents_++)).value();
    return write([&](db::Connection& db) { return identity::find_or_add_person(db, site.tenant().secret, number, name); });
}

TestTown::Case TestTown::apply(PersonId person, Stage stage, std::string_view service_id) {
    const auto file = site.tenant().files.keep_text(towns::plain_pdf("Karta", "Vägen till skolan"), "application/pdf");
    return as({.kind = Visitor::Kind::resident, .person = person}, [&](cases::Change& change) {
        auto& db = change.db;
        const auto service = services::newest_published(db, service_id);
        const auto receipt =
            cases::receive(change, {.service = *service,
                                    .answers = {},
                                    .parties = {{.person = person, .name = identity::find_person(db, site.tenant().secret, person)->name}},
                                    .files = {{file.hash, "karta.pdf", file.size, file.type, file.digest}}});
        cases::Change by_chief{db, site.tenant(), chief};
        if (stage == Stage::asked) {
            const Date due{swedish_date(now()).days + 14};
            must(cases::ask_supplement(by_chief, receipt.id, {{"", "Var bor barnet udda veckor?"}}, "", due));
        }
        if (stage == Stage::decided || stage == Stage::sent) {
            const auto& reasons = service->decision.outcome("reject")->reasons;
            const auto made =
                cases::decide(by_chief, receipt.id, {.outcome = "reject", .reason = reasons.empty() ? "" : reasons.front().id});
            must(made);
            if (stage == Stage::sent) cases::decision_left(by_chief, receipt.id, made->id, file);
        }
        const auto now_is = cases::find(db, site.tenant(), receipt.id).value();
        return Case{receipt.id, receipt.number, receipt.code, cases::documents(db, site.tenant(), now_is).front().id};
    });
}

TestTown::ToSign TestTown::ask_to_sign(PersonId applicant, PersonId named, const std::vector<forms::FileAnswer>& proof) {
    return as({.kind = Visitor::Kind::resident, .person = applicant}, [&](cases::Change& change) {
        auto& db = change.db;
        const auto person = identity::find_person(db, site.tenant().secret, named).value();
        forms::Answers signer, answers;
        signer.set("name", {person.name}).set("email", {std::string("named@exempel.example")});
        signer.set("number", {identity::personal_number_of(db, site.tenant().secret, named)->digits()});
        answers.set("what", {std::string("Strandskolan")}).set("guardians", {std::vector{signer}});
        answers.set("applicant_email", {std::string("kim@exempel.example")}).set("applicant_phone", {std::string("0701740605")});
        if (!proof.empty()) answers.set("proof", {proof});
        const auto name = identity::find_person(db, site.tenant().secret, applicant)->name;
        const auto receipt = cases::receive(change, {.service = *services::newest_published(db, flow_services::school_choice),
                                                     .answers = answers,
                                                     .parties = {{.person = applicant, .name = name}},
                                                     .files = proof});
        const auto asked = cases::signers(db, site.tenant(), cases::find(db, site.tenant(), receipt.id).value());
        return ToSign{receipt.id, receipt.number, cases::signing_path(site.tenant(), asked.front().id)};
    });
}
