#include <catch2/catch.hpp>
#include <regex>

#include "areas/representatives/area.h"
#include "areas/representatives/handlers.h"
#include "areas/representatives/mandate_form.h"
#include "engines/audit/audit.h"
#include "engines/directories/directories.h"
#include "engines/directories/invented.h"
#include "engines/mandates/mandates.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace representatives {
namespace {

struct Town {
    explicit Town(db::Kind kind) : site({area()}, kind) {
        site.db().write([](db::Connection& db) { services::publish_carried(db); });
        alva = site.sign_in_new_resident("Alva Exempel");
        robin = site.sign_in_new_resident("Robin Exempel");
    }
    std::string number(PersonId person) {
        return site.db().read([&](db::Connection& db) { return identity::personal_number_of(db, site.tenant().secret, person)->digits(); });
    }
    std::vector<mandates::Mandate> held(PersonId person) {
        return site.db().read([&](db::Connection& db) { return mandates::held_by(db, site.tenant(), person); });
    }
    bool in_force(PersonId person) {
        const auto all = held(person);
        return !all.empty() && all.front().state_on(swedish_date(now())) == mandates::State::in_force;
    }
    std::string page_of(PersonId holder) { return "/mina-sidor/fullmakter/" + std::to_string(held(holder).front().id.value); }

    TestSite site;
    PersonId alva{}, robin{};
};

}  // namespace

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a resident gives a mandate, both see it, and the giver takes it back") {
    TOWN();
    town.site.sign_in_resident(town.alva);
    CHECK(town.site.post("/mina-sidor/fullmakter/ge", {{"name", "Robin Exempel"}, {"number", town.number(town.robin)}}).status == 303);
    CHECK(shows(town.site.get("/mina-sidor/fullmakter"), "Robin Exempel"));
    town.site.sign_in_resident(town.robin);
    CHECK(shows(town.site.get("/mina-sidor/fullmakter"), "Alva Exempel"));
    CHECK(shows(town.site.get(town.page_of(town.robin)), "Du företräder Alva Exempel"));
    town.site.sign_in_resident(town.alva);
    CHECK(shows(town.site.get(town.page_of(town.robin)), "Ta tillbaka fullmakten"));
    CHECK(town.site.post(town.page_of(town.robin) + "/avsluta").status == 303);
    CHECK_FALSE(town.in_force(town.robin));
    CHECK(shows(town.site.get("/mina-sidor/fullmakter"), "Avslutad"));
}

TEST_CASE("one who asks for a mandate learns nothing of the person until there is a yes") {
    TOWN();
    const auto ask = [&] {
        return town.site.post("/mina-sidor/fullmakter/be-om", {{"name", "Tant Alva"}, {"number", town.number(town.alva)}, {"in", "all"}});
    };
    CHECK(ask().status == 303);
    const auto mine = town.site.get("/mina-sidor/fullmakter");
    CHECK(shows(mine, "Tant Alva"));
    CHECK(shows(mine, "Väntar på svar"));
    CHECK_FALSE(shows(mine, "Alva Exempel"));
    town.site.sign_in_resident(town.alva);
    CHECK(shows(town.site.get("/mina-sidor/fullmakter"), "Robin Exempel ber om din fullmakt"));
    CHECK(town.site.post(town.page_of(town.robin) + "/svara", {{"val", "ja"}}).status == 303);
    CHECK(town.in_force(town.robin));
    town.site.sign_in_resident(town.robin);
    CHECK(shows(town.site.get("/mina-sidor/fullmakter"), "Alva Exempel"));
}

TEST_CASE("a no is a no, and nobody else answers") {
    TOWN();
    town.site.post("/mina-sidor/fullmakter/be-om", {{"name", "Alva"}, {"number", town.number(town.alva)}});
    CHECK(town.site.post(town.page_of(town.robin) + "/svara", {{"val", "ja"}}).status == 404);
    town.site.sign_in_resident(town.alva);
    town.site.post(town.page_of(town.robin) + "/svara", {{"val", "nej"}});
    CHECK_FALSE(town.in_force(town.robin));
    CHECK(shows(town.site.get(town.page_of(town.robin)), "Fick nej"));
}

TEST_CASE("another's mandate is as if it were not there") {
    TOWN();
    town.site.post("/mina-sidor/fullmakter/be-om", {{"name", "Alva"}, {"number", town.number(town.alva)}});
    const auto page = town.page_of(town.robin);
    town.site.sign_in_new_resident("Noa Annan");
    CHECK(town.site.get(page).status == 404);
    CHECK(town.site.post(page + "/avsluta").status == 404);
}

TEST_CASE("what is wrong with a mandate is said beside its field, and what was typed stands") {
    TOWN();
    const auto wrong =
        town.site.post("/mina-sidor/fullmakter/ge", {{"name", "Alva"}, {"number", "1234"}, {"in", "some"}, {"until", "igår kväll"}});
    CHECK(wrong.status == 422);
    for (const auto* words :
         {"Skriv personnumret med tio", "Välj minst en e-tjänst", "Skriv en dag som finns", R"(value="Alva")", "igår kväll"}) {
        CAPTURE(words);
        CHECK(shows(wrong, words));
    }
    CHECK(shows(town.site.post("/mina-sidor/fullmakter/ge", {{"name", "Jag"}, {"number", town.number(town.robin)}}),
                "någon annans personnummer"));
    CHECK(shows(town.site.post("/mina-sidor/fullmakter/ge", {{"name", "A"}, {"number", town.number(town.alva)}, {"until", "2001-01-01"}}),
                "i dag eller senare"));
    CHECK(shows(town.site.post("/mina-sidor/fullmakter/ge", {{"name", "A"}, {"number", town.number(town.alva)}, {"until", "2150-01-01"}}),
                "högst 10 år"));
}

TEST_CASE("the signatory of an association gets its mandate from the register, and nobody else does") {
    TOWN();
    const auto ask = [&](const std::string& organisation) {
        return town.site.post("/mina-sidor/fullmakter/firma", {{"organisation", organisation}});
    };
    CHECK(shows(ask("556016-0680"), "kan inte fråga organisationsregistret"));
    CHECK(shows(ask("80"), "Skriv ett organisationsnummer"));
    town.site.tenant().directories = directories::invented_sources(town.site.db(), "Exempelby");
    CHECK(shows(ask("556016-0680"), "ingen organisation med det numret"));
    town.site.db().write([&](db::Connection& db) {
        directories::put_invented(db, "Exempelby",
                                  {{directories::Directory::organisation, json::object({{"organisation_number", "556016-0680"}})},
                                   json::object({{"name", "Vindkraft AB"},
                                                 {"status", "active"},
                                                 {"signatories", json::array(std::vector{town.number(town.alva)},
                                                                             [](const std::string& one) { return json::Value(one); })}})});
    });
    const auto refused = ask("556016-0680");
    CHECK(refused.status == 422);
    CHECK(shows(refused, "inte att du får teckna firman"));
    CHECK_FALSE(shows(refused, "Vindkraft"));
    town.site.sign_in_resident(town.alva);
    CHECK(ask("5560160680").status == 303);
    CHECK(shows(town.site.get("/mina-sidor/fullmakter"), "Vindkraft AB"));
    CHECK(town.in_force(town.alva));
    CHECK(town.held(town.alva).front().giver_kind == mandates::GiverKind::organisation);
}

TEST_CASE("staff register a trustee with the source, and both see it; what is read and registered is in the log") {
    TOWN();
    town.site.sign_in_staff("kontakt", {may_register});
    const TestSite::Typed typed = {
        {"origin", "trustee"},     {"giver_name", "Alva Exempel"},      {"giver_number", town.number(town.alva)},
        {"name", "Robin Exempel"}, {"number", town.number(town.robin)}, {"source", "Överförmyndaren 2026-03-01, dnr 118"}};
    CHECK(town.site.post("/fullmakter", typed).status == 303);
    CHECK(town.site.last_audit()->event == "mandates.registered");
    CHECK(shows(town.site.get("/fullmakter"), "Överförmyndaren 2026-03-01"));
    CHECK(town.site.last_audit()->event == "mandates.read");
    town.site.sign_in_resident(town.alva);
    const auto page = town.site.get(town.page_of(town.robin));
    CHECK(shows(page, "God man eller förvaltare"));
    CHECK_FALSE(shows(page, "Ta tillbaka fullmakten"));
    CHECK(town.site.post(town.page_of(town.robin) + "/avsluta").status == 403);
    CHECK(town.in_force(town.robin));
    const auto id = std::to_string(town.held(town.robin).front().id.value);
    town.site.sign_in_staff("kontakt", {may_register});
    CHECK(town.site.post("/fullmakter/" + id + "/avsluta").status == 303);
    CHECK_FALSE(town.in_force(town.robin));
}

TEST_CASE("a power of attorney on paper is registered with the paper") {
    TOWN();
    town.site.sign_in_staff("kontakt", {may_register});
    const TestSite::Typed typed = {{"origin", "paper"},       {"giver_name", "Alva Exempel"},      {"giver_number", town.number(town.alva)},
                                   {"name", "Robin Exempel"}, {"number", town.number(town.robin)}, {"source", "Fullmakt den 3 mars"}};
    const auto without = town.site.post("/fullmakter", typed);
    CHECK(without.status == 422);
    CHECK(shows(without, "Bifoga fullmakten"));
    CHECK(shows(without, "Fullmakt den 3 mars"));
    CHECK(town.site.upload("/fullmakter", typed, {{"paper", "fullmakt.pdf", "%PDF-1.4\n%%EOF\n", "application/pdf"}}).status == 303);
    const auto kept = town.held(town.robin).front();
    REQUIRE(kept.paper);
    CHECK(town.site.db().read([&](db::Connection& db) { return mandates::keeps_file(db, kept.paper->hash); }));
    CHECK(town.site.get("/fullmakter/" + std::to_string(kept.id.value) + "/papper").status == 200);
}

TEST_CASE("registering counts only at the top of the organisation") {
    TOWN();
    town.site.sign_in_staff("skolan", {may_register}, "skolan");
    CHECK(town.site.get("/fullmakter").status == 403);
    CHECK(town.site.post("/fullmakter").status == 403);
}

TEST_CASE(
    "staff find representatives by a personal number, of either; without a search only what they registered last, and each is logged") {
    TOWN();
    town.site.sign_in_staff("kontakt", {may_register});
    const auto typed = [&](const std::string& source) {
        return TestSite::Typed{{"origin", "trustee"},     {"giver_name", "Alva Exempel"},      {"giver_number", town.number(town.alva)},
                               {"name", "Robin Exempel"}, {"number", town.number(town.robin)}, {"source", source}};
    };
    CHECK(town.site.post("/fullmakter", typed("dnr 118")).status == 303);
    town.site.sign_in_staff("annan", {may_register});
    CHECK_FALSE(shows(town.site.get("/fullmakter"), "dnr 118"));
    CHECK(town.site.last_audit()->event != "mandates.read");
    for (const auto person : {town.alva, town.robin}) {
        CHECK(shows(town.site.post("/fullmakter/sok", {{"search", town.number(person)}}), "dnr 118"));
        const auto logged = town.site.last_audit();
        CHECK(logged->event == "mandates.read");
        CHECK(logged->subject == town.held(town.robin).front().id.value);
        CHECK(logged->reason == "registering");
    }
    CHECK(shows(town.site.post("/fullmakter/sok", {{"search", "19900101-2393"}}), "Ingen företrädare är registrerad"));
    const auto wrong = town.site.post("/fullmakter/sok", {{"search", "12"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Skriv personnumret med tio"));
    CHECK_FALSE(shows(wrong, "Ingen företrädare är registrerad"));
}

TEST_CASE("a resident's mandate lasts ten years to the day, also when no last day is written") {
    TOWN();
    const auto today = civil(swedish_date(now()));
    const auto last = date_from(today.year + 10, today.month, today.day).value_or(Date{});
    const auto give = [&](const std::string& until) {
        return town.site.post("/mina-sidor/fullmakter/ge", {{"name", "Alva"}, {"number", town.number(town.alva)}, {"until", until}});
    };
    CHECK(shows(give(to_iso(Date{last.days + 1})), "högst 10 år"));
    CHECK(give("").status == 303);
    CHECK(town.held(town.alva).front().until == last);
}

TEST_CASE("a guardian's mandate ends when the child comes of age, and a trustee's when the appointment does") {
    TOWN();
    const auto checked = [&](const std::string& origin, const std::string& giver, const std::string& until) {
        return checked_by_staff({.name = "Robin",
                                 .number = "19900101-2393",
                                 .giver_name = "Alva",
                                 .giver_number = giver,
                                 .origin = origin,
                                 .source = "dnr 118",
                                 .until = until},
                                {}, *date_from_iso("2026-05-01"));
    };
    const std::string child = "20180101-2392";
    CHECK(checked("guardian", child, "")->scope.until == date_from_iso("2035-12-31"));
    CHECK(checked("guardian", child, "2030-01-01")->scope.until == date_from_iso("2030-01-01"));
    CHECK(checked("guardian", child, "2036-01-01").error().fields == std::vector<FieldError>{{"until", "error_until_of_age"}});
    CHECK(checked("guardian", "19800101-2395", "").error().fields.front().text_key == "error_of_age");
    CHECK_FALSE(checked("trustee", child, "")->scope.until);
    CHECK(checked("trustee", child, "2050-01-01"));
    CHECK(checked("paper", child, "")->scope.until == date_from_iso("2036-05-01"));
}

TEST_CASE("only the giver says that earlier cases may be read; the box that was ticked stands when something else is wrong") {
    TOWN();
    town.site.sign_in_resident(town.robin);
    town.site.post("/mina-sidor/fullmakter/be-om", {{"name", "Alva"}, {"number", town.number(town.alva)}, {"opens_earlier", "1"}});
    CHECK_FALSE(town.held(town.robin).front().opens_earlier);
    town.site.sign_in_resident(town.alva);
    const auto typed = [&](const std::string& number) {
        return TestSite::Typed{{"name", "Robin"}, {"number", number}, {"opens_earlier", "1"}};
    };
    const std::regex ticked(R"re(name="opens_earlier"[^>]* checked)re");
    CHECK_FALSE(std::regex_search(town.site.get("/mina-sidor/fullmakter/ge").body, ticked));
    const auto wrong = town.site.post("/mina-sidor/fullmakter/ge", typed("12"));
    CHECK(wrong.status == 422);
    CHECK(std::regex_search(wrong.body, ticked));
    CHECK(town.site.post("/mina-sidor/fullmakter/ge", typed(town.number(town.robin))).status == 303);
    CHECK(town.held(town.robin).front().opens_earlier);
}

TEST_CASE("staff see which of the registered mandates open earlier cases") {
    TOWN();
    town.site.sign_in_staff("kontakt", {may_register});
    TestSite::Typed typed = {{"origin", "trustee"},     {"giver_name", "Alva Exempel"},      {"giver_number", town.number(town.alva)},
                             {"name", "Robin Exempel"}, {"number", town.number(town.robin)}, {"source", "dnr 118"}};
    town.site.post("/fullmakter", typed);
    CHECK_FALSE(shows(town.site.get("/fullmakter"), "Öppnar även tidigare ärenden"));
    typed.emplace_back("opens_earlier", "1");
    town.site.post("/fullmakter", typed);
    CHECK(shows(town.site.get("/fullmakter"), "Öppnar även tidigare ärenden"));
}

namespace {

/// Kim has applied for this many things before Robin was appointed, one a day.
struct Appointed : TestTown {
    Appointed(db::Kind kind, int cases, mandates::Origin origin) : TestTown({area()}, kind) {
        kim = add_resident("Kim Exempel");
        robin = add_resident("Robin Exempel");
        for (int i = 0; i < cases; ++i) numbers.push_back(apply(kim).number);
        const Visitor staff{.kind = Visitor::Kind::staff, .account = AccountId{7}, .name = "Handläggare"};
        const auto someone = [&](db::Connection& db, PersonId person) {
            return mandates::Someone{identity::personal_number_of(db, site.tenant().secret, person)->digits(), "Namn"};
        };
        const auto id = write([&](db::Connection& db) {
            return mandates::register_by_staff(db, site.tenant(), staff,
                                               {.origin = origin,
                                                .giver = someone(db, kim),
                                                .holder = someone(db, robin),
                                                .scope = {.from = swedish_date(now()), .opens_earlier = true},
                                                .source = "dnr 118"});
        });
        page = "/mina-sidor/fullmakter/" + std::to_string(id.value);
        site.sign_in_resident(robin);
    }
    std::vector<audit::Recorded> logged(std::string_view event) {
        return read([&](db::Connection& db) { return audit::search(db, {.event_prefix = std::string(event)}); });
    }
    PersonId kim{}, robin{};
    std::vector<std::string> numbers{};
    std::string page{};
};

}  // namespace

TEST_CASE("the holder sees the ward's earlier cases, all of them by paging, and that they were listed is told") {
    Appointed town(GENERATE(from_range(db::kinds_under_test())), 31, mandates::Origin::trustee);
    const auto first = town.site.get(town.page);
    CHECK(shows(first, town.numbers.back()));
    CHECK_FALSE(shows(first, town.numbers.front()));
    const auto logged = town.logged("mandates.earlier_opened");
    REQUIRE(logged.size() == 1);
    CHECK(logged.front().subject == town.kim.value);
    CHECK(logged.front().reason == "mandate");
    CHECK(logged.front().actor == town.robin.value);
    std::smatch next;
    REQUIRE(std::regex_search(first.body, next, std::regex(R"re(href="([^"]+\?fore=[^"]+)")re")));
    const auto last = town.site.get(next[1].str());
    CHECK(shows(last, town.numbers.front()));
    CHECK_FALSE(shows(last, town.numbers.at(1)));
    CHECK_FALSE(shows(last, "?fore="));
    town.site.sign_in_resident(town.kim);
    CHECK_FALSE(shows(town.site.get(town.page), town.numbers.back()));
    CHECK(town.logged("mandates.earlier_opened").size() == 2);
}

TEST_CASE("a guardian's page asks the register of the child, and says so in the log; a trustee's asks nobody") {
    const auto origin = GENERATE(mandates::Origin::guardian, mandates::Origin::trustee);
    Appointed town(db::Kind::sqlite, 1, origin);
    directories::Sources sources;
    sources.connected[directories::Directory::population] = [](const directories::Inquiry&) { return directories::Reply{}; };
    town.site.tenant().directories = std::make_shared<const directories::Sources>(std::move(sources));
    const bool is_guardian = origin == mandates::Origin::guardian;
    CHECK(shows(town.site.get(town.page), town.numbers.front()) != is_guardian);
    CHECK(town.logged("directories.children_asked_for_earlier").size() == (is_guardian ? 1 : 0));
    CHECK(town.logged("mandates.earlier_opened").size() == (is_guardian ? 0 : 1));
}

TEST_CASE("what a mandate was used for is listed, for who gave it and for who holds it") {
    TestTown town({area()}, GENERATE(from_range(db::kinds_under_test())));
    const auto kim = town.add_resident("Kim Exempel"), robin = town.add_resident("Robin Exempel");
    const Visitor giver{.kind = Visitor::Kind::resident, .person = kim, .name = "Kim Exempel"};
    const Visitor holder{.kind = Visitor::Kind::resident, .person = robin, .name = "Robin Exempel"};
    const auto mandate = town.as(giver, [&](cases::Change& change) {
        const auto number = identity::personal_number_of(change.db, town.site.tenant().secret, robin)->digits();
        return mandates::give(change.db, town.site.tenant(), giver, {number, "Robin Exempel"}, {{}, swedish_date(now()), {}}).value();
    });
    const auto page = "/mina-sidor/fullmakter/" + std::to_string(mandate.value);
    town.site.sign_in_resident(kim);
    CHECK(shows(town.site.get(page), "Den har inte använts"));
    const auto sent = town.as(holder, [&](cases::Change& change) {
        const cases::Party helper{.role = std::string(cases::represents), .person = robin, .name = "Robin Exempel", .mandate = mandate};
        const auto receipt = cases::receive(change, {.service = *services::newest_published(change.db, "skolskjuts"),
                                                     .answers = {},
                                                     .parties = {{.person = kim, .name = "Kim Exempel"}, helper}});
        mandates::record_use(change.db, holder, mandate, receipt.id.value);
        return receipt;
    });
    for (const auto who : {kim, robin}) {
        town.site.sign_out();
        town.site.sign_in_resident(who);
        CHECK(shows(town.site.get(page), sent.number));
    }
    town.site.sign_out();
    town.site.sign_in_resident(town.add_resident("Noa Exempel"));
    CHECK(town.site.get(page).status == 404);
}

}  // namespace representatives
