#include <catch2/catch.hpp>

#include <set>

#include "engines/audit/audit.h"
#include "engines/forms/fill.h"
#include "engines/forms/normal.h"
#include "engines/identity/delegation.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"
#include "engines/municipality/profile.h"
#include "engines/services/catalogue.h"
#include "engines/services/conditions.h"
#include "engines/testing/test_site.h"
#include "engines/towns/answers_maker.h"
#include "engines/towns/invented.h"
#include "engines/towns/plain_pdf.h"
#include "engines/towns/registers.h"
#include "engines/towns/seed.h"
#include "foundation/db/testing.h"

namespace {

std::vector<services::Service> carried() {
    std::vector<services::Service> all;
    for (const auto& file : services::carried_services()) all.push_back(services::parse_service(file.content).value());
    return all;
}

}  // namespace

TEST_CASE("the program carries two towns whose services have the unit and the delegation they name") {
    REQUIRE(towns::towns().size() == 2);
    for (const auto& town : towns::towns())
        for (const auto& service : carried()) {
            INFO(town.id << " " << service.id);
            CHECK(town.unit(service.unit));
            const bool decides = !service.decision.outcomes.empty();
            CHECK((!decides ||
                   std::ranges::any_of(town.delegation, [&](const auto& rule) { return rule.id == service.decision.delegation; })));
        }
}

TEST_CASE("a town's file says every problem at once, with its line") {
    const auto town =
        towns::parse_town("id: lillby\nname: { sv: Lillby, en: Lillby }\nunits:\n  - { slug: a, name: { sv: A, en: A }, parent: b }\n");
    REQUIRE_FALSE(town);
    CHECK(town.error().size() > 5);
    CHECK(std::ranges::any_of(town.error(),
                              [](const auto& problem) { return problem.line == 4 && problem.message.find("'b'") != std::string::npos; }));
}

TEST_CASE("opening hours say days in a row as a span") {
    CHECK(towns::town("exempelby").opening_hours.sv.starts_with("Kontaktcenter på telefon: måndag–fredag 08.00–18.00\n"));
    CHECK(towns::town("exempelby").opening_hours.en.find("Tuesday, Thursday") != std::string::npos);
}

TEST_CASE("any form of the catalogue is filled in so that it may be sent") {
    for (const auto& service : carried())
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            towns::Chance chance(seed);
            const auto& town = towns::towns()[seed % 2];
            const auto who = towns::invented_applicant(service, town, chance);
            const auto answers = towns::make_answers(service, town, chance, who, towns::kept_nowhere);
            const auto checked = forms::check_whole(service.form, answers);
            INFO(service.id << " " << seed << (checked.errors.empty() ? "" : " " + checked.errors.front().field));
            REQUIRE(checked.may_be_sent());
            REQUIRE(forms::without_hidden(service.form, answers) == answers);
        }
}

/// The API takes no file that it has not been sent.
static forms::Answers without_files(forms::Answers answers) {
    const auto all = answers.all();
    for (const auto& [id, answer] : all) {
        if (!answer.files().empty()) answers.remove(id);
        if (answer.groups().empty()) continue;
        std::vector<forms::Answers> items;
        for (const auto& item : answer.groups()) items.push_back(without_files(item));
        answers.set(id, {std::move(items)});
    }
    return answers;
}

TEST_CASE("made answers are in the normal form that people's answers get") {
    for (const auto& service : carried()) {
        towns::Chance chance(7);
        const auto answers =
            without_files(towns::make_answers(service, towns::town("exempelby"), chance,
                                              towns::invented_applicant(service, towns::town("exempelby"), chance), towns::kept_nowhere));
        const auto again = forms::from_plain_json(service.form, forms::to_plain_json(service.form, answers));
        INFO(service.id << (again ? "" : " " + again.error().fields.front().field));
        REQUIRE(again);
        CHECK(forms::to_plain_json(service.form, *again) == forms::to_plain_json(service.form, answers));
    }
}

TEST_CASE("the same seed makes the same answers, another one others") {
    const auto service = carried().front();
    const auto made = [&](std::uint64_t seed) {
        towns::Chance chance(seed);
        const auto who = towns::invented_applicant(service, towns::town("exempelby"), chance);
        return towns::make_answers(service, towns::town("exempelby"), chance, who, towns::kept_nowhere);
    };
    CHECK(made(1) == made(1));
    CHECK_FALSE(made(1) == made(2));
}

TEST_CASE("most answers lead to approval, some to other outcomes, as in a real town") {
    for (const auto& service : carried()) {
        // Where a person always weighs, or nothing is decided, nothing is proposed.
        if (std::ranges::none_of(service.proposals, [](const auto& rule) { return rule.outcome == "approve"; })) continue;
        int approved = 0;
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            towns::Chance chance(seed);
            const auto& town = towns::town("exempelby");
            const auto proposal = services::propose(
                service, towns::make_answers(service, town, chance, towns::invented_applicant(service, town, chance), towns::kept_nowhere),
                services::unconnected(service));
            approved += proposal && proposal->outcome == "approve";
        }
        INFO(service.id << " " << approved);
        CHECK(approved >= 25);
        CHECK(approved < 100);
    }
}

TEST_CASE("a supplement holds an answer to each field that was asked for") {
    for (const auto& service : carried()) {
        towns::Chance chance(3);
        const auto& town = towns::town("exempelby");
        const auto who = towns::invented_applicant(service, town, chance);
        const auto before = towns::make_answers(service, town, chance, who, towns::kept_nowhere);
        for (const auto& item : service.decision.supplement) {
            if (item.field.empty()) continue;
            INFO(service.id << " " << item.field);
            const auto made = towns::make_supplement(service, town, chance, who, before, {item.field}, towns::kept_nowhere);
            for (const auto* field : service.form.fields_of(item.field)) CHECK(made.has(field->id));
        }
    }
}

TEST_CASE("invented numbers are valid and come from series that nobody has") {
    towns::Chance chance(11);
    for (int i = 0; i < 500; ++i) {
        const auto adult = towns::adult_number(chance), child = towns::child_number(chance, *date_from(2026, 11, 26)),
                   organisation = towns::organisation_number(chance);
        CHECK(forms::personal_number(adult));
        CHECK(adult.starts_with("189"));
        CHECK(adult.substr(8, 3) >= "980");
        CHECK(forms::personal_number(child));
        CHECK(child.substr(8, 2) == "23");
        CHECK(forms::organisation_number(organisation) == organisation);
        CHECK(organisation.front() == '4');
        CHECK(forms::postcode(towns::postcode(chance)));
        const auto phone = towns::phone_number(chance);
        CHECK(forms::phone(phone) == phone);
    }
}

TEST_CASE("a town's registers agree with most of what people write, and differ now and then") {
    TestSite site({});
    const auto& town = towns::town("exempelby");
    site.db().write([](db::Connection& db) { services::publish_carried(db); });
    site.tenant().name = town.name.sv;
    int services_that_differ = 0, services_that_check = 0;
    for (const auto& service : carried()) {
        const auto checks = services::checks_of(service);
        if (checks.empty()) continue;
        int agreed = 0, all = 0;
        for (std::uint64_t seed = 0; seed < 150; ++seed) {
            towns::Chance chance(seed + 1000 * service.id.size());
            const auto who = towns::invented_applicant(service, town, chance);
            const auto answers = towns::make_answers(service, town, chance, who, towns::kept_nowhere);
            site.db().write([&](db::Connection& db) {
                for (const auto& record : towns::registers(town).records) directories::put_invented(db, town.name.sv, record);
                for (const auto& record : towns::registers_agreeing_with(service, answers, town, chance))
                    directories::put_invented(db, town.name.sv, record);
            });
            site.tenant().directories = directories::invented_sources(site.db(), town.name.sv);
            const auto findings = directories::ask(site.tenant(), checks, service.form, answers);
            const auto scope = services::decision_scope(service, answers, findings);
            for (const auto& [id, check] : checks) {
                ++all;
                agreed += scope.get("met." + id).is_true();
            }
        }
        INFO(service.id << " " << agreed << " of " << all);
        CHECK(agreed * 100 > all * 75);
        ++services_that_check;
        services_that_differ += agreed < all;
    }
    // Some ask only in few cases, as of a child.
    CHECK(services_that_differ * 10 >= services_that_check * 8);
}

TEST_CASE("the registers hold every organisation of their town, and every school that can be chosen") {
    for (const auto& town : towns::towns()) {
        const auto& registers = towns::registers(town);
        for (const auto* list : {&town.associations, &town.companies})
            for (const auto& name : *list) {
                INFO(town.id << " " << name);
                REQUIRE(registers.organisation_numbers.contains(name));
                const auto& number = registers.organisation_numbers.find(name)->second;
                CHECK(forms::organisation_number(number) == number);
                CHECK(number.front() == '4');
            }
        for (const auto& record : registers.records)
            if (const auto& number = record.of.asks["personal_number"]; number.is_text()) CHECK(forms::personal_number(number.text()));
        for (const auto& service : carried())
            for (const auto& [id, check] : services::checks_of(service)) {
                if (check.question != "map.distance") continue;
                for (const auto& option : service.form.field(check.fields[1])->options) {
                    if (option.value == "other") continue;
                    INFO(town.id << " " << option.label.sv);
                    CHECK(std::ranges::any_of(registers.records,
                                              [&](const auto& record) { return record.of.asks["place"].text() == option.label.sv; }));
                }
            }
    }
}

TEST_CASE("a plain PDF is a PDF with Swedish letters and as many pages as its text needs") {
    const auto pdf = towns::plain_pdf("Läkarintyg (exempel)", "Åsa – 5 §");
    CHECK(pdf.starts_with("%PDF-1.4\n"));
    CHECK(pdf.ends_with("%%EOF\n"));
    CHECK(pdf.find("(L\\344karintyg \\(exempel\\))") != std::string::npos);
    CHECK(pdf.find("(\\305sa \\226 5 \\247)") != std::string::npos);
    std::string long_text;
    for (int i = 0; i < 100; ++i) long_text += "En rad.\n";
    CHECK(towns::plain_pdf("Lång", long_text).find("/Count 3") != std::string::npos);
}

TEST_CASE("a seeded municipality has its units under the top one and officers may decide by its delegation order") {
    TestSite site({}, GENERATE(from_range(db::kinds_under_test())));
    site.db().write([](db::Connection& db) {
        (void)identity::add_role(db, {"case-officer", "Handläggare", "Case officer", {"cases.read", "cases.decide"}});
    });
    const auto& town = towns::town("exempelby");
    towns::seed(site.tenant(), town);
    towns::seed(site.tenant(), town);  // twice is as once
    const auto units = site.db().read(identity::units);
    CHECK(units.size() == town.units.size() + 1);
    const auto profile = site.db().read(municipality::profile);
    CHECK(profile.name == "Exempelby");
    CHECK(municipality::checked(profile));
    const auto officer = site.sign_in_staff("officer", {Permission{"cases.read"}}, "barn-och-utbildning");
    CHECK(site.db().write([&](db::Connection& db) {
        const auto unit = identity::find_unit(db, "barn-och-utbildning")->id;
        identity::assign(db, officer, identity::find_role(db, "case-officer")->id, unit);
        return identity::may_decide(db, officer, "BUN 4.2", unit) && !identity::may_decide(db, officer, "SBN 2.4", unit);
    }));
}
