/// Who reads what a ward had applied for before the mandate, and how it is closed.
#include <catch2/catch.hpp>

#include "areas/my_pages/area.h"
#include "engines/audit/audit.h"
#include "engines/cases/checks.h"
#include "engines/cases/earlier_cases.h"
#include "engines/cases/find.h"
#include "engines/cases/unread.h"
#include "engines/directories/directories.h"
#include "engines/identity/people.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace my_pages {
namespace {

const std::string child_number = "201801012392";

/// Noor has applied for two things in person: one in the open, and one with secrecy. Robin is to represent Noor.
struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({area()}, kind), robin(add_resident("Robin Exempel")) {
        site.db().write([&](db::Connection& db) {
            noor =
                identity::find_or_add_person(db, site.tenant().secret, identity::PersonalNumber::from(child_number).value(), "Noor Haddad");
            robins_number = identity::personal_number_of(db, site.tenant().secret, robin)->digits();
        });
        open = send("djurskydd");
        secret = send("skolskjuts");
        directories::Sources sources;
        sources.connected[directories::Directory::population] = [this](const directories::Inquiry& inquiry) -> directories::Reply {
            const auto guardian = json::array({json::Value(robins_number)});
            const bool is_child = inquiry.asks["personal_number"].text() == child_number;
            auto record = is_child ? json::object({{"protected", is_hidden}, {"given_name", "Noor"}, {"guardians", guardian}})
                                   : json::object({{"protected", false}, {"custody_of", json::array({json::Value(child_number)})}});
            return {.outcome = directories::Outcome::found, .record = std::move(record)};
        };
        site.tenant().directories = std::make_shared<const directories::Sources>(std::move(sources));
    }
    std::string send(std::string_view service, const forms::Answers& answers = {}) {
        return as(signed_in(noor, "Noor Haddad"), [&](cases::Change& change) {
            return cases::receive(change, {.service = *services::newest_published(change.db, service),
                                           .answers = answers,
                                           .parties = {{.person = noor, .name = "Noor Haddad"}}})
                .number;
        });
    }
    static Visitor signed_in(PersonId person, std::string name) {
        return {.kind = Visitor::Kind::resident, .person = person, .name = std::move(name)};
    }
    MandateId registered(mandates::Origin origin, bool opens_earlier, std::vector<std::string> services = {}) {
        Visitor staff{.kind = Visitor::Kind::staff, .account = AccountId{7}, .name = "Handläggare"};
        return as(staff, [&](cases::Change& change) {
            return mandates::register_by_staff(change.db, site.tenant(), staff,
                                               {.origin = origin,
                                                .giver = {child_number, "Noor Haddad"},
                                                .holder = {robins_number, "Robin Exempel"},
                                                .scope = {std::move(services), swedish_date(now()), {}, opens_earlier},
                                                .source = "dnr 118"});
        });
    }
    int status(const std::string& number, std::string_view more = "") {
        return site.get("/mina-sidor/" + number + std::string(more)).status;
    }
    /// As a visit to the mandate's page and the register's answer.
    void ask_register(MandateId mandate) {
        mandates::ask_about_ward(site.tenant(), signed_in(robin, "Robin Exempel"), mandate);
        site.run_jobs();
    }
    void check(const std::string& number) {
        Visitor staff{.kind = Visitor::Kind::staff, .account = AccountId{7}, .name = "Handläggare"};
        as(staff, [&](cases::Change& change) {
            cases::check_at_once(change, cases::find_by_number(change.db, site.tenant(), number)->id);
            return true;
        });
    }
    void mark(bool is_protected) {
        site.db().write([&](db::Connection& db) {
            auto person = identity::find_person(db, site.tenant().secret, noor).value();
            person.protected_identity = is_protected;
            return identity::change_person(db, site.tenant().secret, person).has_value();
        });
    }
    void say(const std::string& number, bool is_open) {
        Visitor staff{.kind = Visitor::Kind::staff, .account = AccountId{7}, .name = "Handläggare"};
        as(staff, [&](cases::Change& change) {
            const auto of = cases::find_by_number(change.db, site.tenant(), number).value();
            const auto said = is_open ? cases::Opening::open : cases::Opening::closed;
            return cases::set_open_to_representatives(change, of.id, said, "Barnet skulle ta skada").has_value();
        });
    }

    PersonId robin, noor{};
    std::string robins_number, open, secret;
    bool is_hidden = false;
};

}  // namespace

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a trustee reads what the ward had before, when the appointment says so, and it is told") {
    TOWN();
    const auto mandate = town.registered(mandates::Origin::trustee, true);
    town.site.sign_in_resident(town.robin);
    CHECK(shows(town.site.get("/mina-sidor"), "/mina-sidor/fullmakter/" + std::to_string(mandate.value)));
    const auto page = town.site.get("/mina-sidor/" + town.open);
    CHECK(page.status == 200);
    CHECK(town.site.last_audit()->event == "mandates.used");
    CHECK(shows(page, "Du kan läsa det men inte svara i det"));
    CHECK_FALSE(shows(page, "/meddelanden"));
    CHECK_FALSE(shows(page, "/vem-har-last"));
    CHECK(town.status(town.open, "/allt.zip") == 200);
    CHECK(town.status(town.secret) == 200);
    town.site.sign_in_resident(town.noor);
    CHECK(shows(town.site.get("/mina-sidor/" + town.open + "/vem-har-last"), "Robin Exempel"));
}

TEST_CASE("a simple mandate opens nothing from before, and neither does one that has ended or is for something else") {
    TOWN();
    town.registered(mandates::Origin::trustee, false);
    town.registered(mandates::Origin::paper, false);
    town.registered(mandates::Origin::paper, true, {"bygglov"});
    town.site.sign_in_resident(town.robin);
    CHECK(town.status(town.open) == 404);
    const auto mandate = town.registered(mandates::Origin::paper, true);
    CHECK(town.status(town.open) == 200);
    Visitor staff{.kind = Visitor::Kind::staff, .account = AccountId{7}, .name = "Handläggare"};
    town.as(staff,
            [&](cases::Change& change) { return mandates::end_by_staff(change.db, town.site.tenant(), staff, mandate).has_value(); });
    CHECK(town.status(town.open) == 404);
}

TEST_CASE("whoever reads a ward's earlier case cannot write in it, and another person cannot read it") {
    TOWN();
    town.registered(mandates::Origin::trustee, true);
    town.site.sign_in_resident(town.robin);
    const auto address = "/mina-sidor/" + town.open;
    for (const auto* way : {"/meddelanden", "/overklaga", "/ta-tillbaka", "/komplettera", "/begar-avgorande", "/ombud"}) {
        CAPTURE(way);
        CHECK(town.site.post(address + way, {{"text", "Jag vill"}}).status == 404);
    }
    for (const auto* way : {"/overklaga", "/ta-tillbaka", "/komplettera", "/vem-har-last"}) CHECK(town.status(town.open, way) == 404);
    town.site.sign_in_resident(town.add_resident("Kim Annan"));
    CHECK(town.status(town.open) == 404);
}

TEST_CASE("a guardian reads only while the register says that the child is one's own and not protected, and nothing with secrecy") {
    TOWN();
    const auto mandate = town.registered(mandates::Origin::guardian, true);
    town.site.sign_in_resident(town.robin);
    CHECK(town.status(town.open) == 404);
    town.ask_register(mandate);
    CHECK(town.status(town.open) == 200);
    CHECK(town.status(town.secret) == 404);
    town.say(town.secret, true);
    CHECK(town.status(town.secret) == 200);
    town.is_hidden = true;
    town.site.db().write([](db::Connection& db) { db.execute("UPDATE directories_own_children SET expires_at = 0"); });
    CHECK(town.status(town.open) == 404);
    town.ask_register(mandate);
    CHECK(town.status(town.open) == 404);
    CHECK(town.status(town.secret) == 404);
}

TEST_CASE("a page of a child's earlier cases is filled from beyond those that are closed") {
    TOWN();
    town.ask_register(town.registered(mandates::Origin::guardian, true));
    town.site.db().read([&](db::Connection& db) {
        const auto ward = mandates::wards_of(db, town.site.tenant(), town.robin).front();
        const auto page = cases::earlier_cases(db, town.site.tenant(), ward, {}, 1);  // the newest has secrecy
        REQUIRE(page.size() == 1);
        CHECK(page.front().number == town.open);
    });
}

TEST_CASE("what the ward applies for after the mandate was given is not opened by it") {
    TOWN();
    town.registered(mandates::Origin::trustee, true);
    town.site.sign_in_resident(town.robin);
    CHECK(town.status(town.open) == 200);
    CHECK(town.status(town.send("djurskydd")) == 404);
    CHECK(town.status(town.send("skolskjuts")) == 404);
}

TEST_CASE("a guardian reads nothing of a child that the house knows to be in hiding, whatever the register said yesterday") {
    TOWN();
    town.ask_register(town.registered(mandates::Origin::guardian, true));
    town.site.sign_in_resident(town.robin);
    REQUIRE(town.status(town.open) == 200);
    town.mark(true);
    CHECK(town.status(town.open) == 404);
    CHECK(town.status(town.open, "/allt.zip") == 404);
    town.registered(mandates::Origin::trustee, true);
    CHECK(town.status(town.open) == 200);
}

TEST_CASE(
    "when a case's check tells of protected identity, what is kept of children is forgotten, and the case stays closed to guardians") {
    TOWN();
    forms::Answers answers;
    answers.set("child_name", {std::string("Noor")}).set("child_number", {child_number});
    const auto checked = town.send("skolskjuts", answers);
    const auto mandate = town.registered(mandates::Origin::guardian, true);
    town.ask_register(mandate);
    town.site.sign_in_resident(town.robin);
    REQUIRE(town.status(town.open) == 200);
    town.say(checked, true);
    CHECK(town.status(checked) == 200);
    town.is_hidden = true;
    town.check(checked);
    CHECK(town.status(town.open) == 404);
    town.is_hidden = false;
    town.ask_register(mandate);
    CHECK(town.status(town.open) == 200);
    CHECK(town.status(checked) == 404);
}

TEST_CASE("when a letter tells of protected identity, what is kept of children is forgotten") {
    TOWN();
    town.ask_register(town.registered(mandates::Origin::guardian, true));
    town.site.sign_in_resident(town.robin);
    REQUIRE(town.status(town.open) == 200);
    town.is_hidden = true;
    town.send("djurskydd");
    town.site.run_jobs();
    town.mark(false);
    CHECK(town.status(town.open) == 404);
}

TEST_CASE("My pages leads a guardian to the child's earlier cases without asking the register") {
    TOWN();
    const auto mandate = town.registered(mandates::Origin::guardian, true);
    town.site.sign_in_resident(town.robin);
    CHECK(shows(town.site.get("/mina-sidor"), "/mina-sidor/fullmakter/" + std::to_string(mandate.value)));
    CHECK(town.site.db().read([](db::Connection& db) { return audit::search(db, {.event_prefix = "directories."}).empty(); }));
}

TEST_CASE("that a representative has read a ward's case leaves its messages unread") {
    TOWN();
    town.registered(mandates::Origin::trustee, true);
    const auto of = town.site.db().read([&](db::Connection& db) { return cases::find_by_number(db, town.site.tenant(), town.open)->id; });
    Visitor officer{.kind = Visitor::Kind::staff, .account = AccountId{7}, .name = "Handläggare"};
    town.as(officer, [&](cases::Change& change) { return cases::write_message(change, of, "Vi har en fråga").has_value(); });
    town.site.sign_in_resident(town.robin);
    CHECK(shows(town.site.get("/mina-sidor/" + town.open), "Vi har en fråga"));
    town.site.db().read([&](db::Connection& db) {
        CHECK(cases::has_unread(db, of, town.noor));
        CHECK(cases::has_unread(db, of, town.robin));  // nothing is kept of who only reads
    });
}

TEST_CASE("an officer closes a case to whoever represents the person") {
    TOWN();
    town.registered(mandates::Origin::trustee, true);
    town.site.sign_in_resident(town.robin);
    town.say(town.open, false);
    CHECK(town.status(town.open) == 404);
    CHECK(town.status(town.open, "/allt.zip") == 404);
    town.site.db().read([&](db::Connection& db) {
        const auto of = cases::find_by_number(db, town.site.tenant(), town.open).value();
        const auto said = cases::open_to_representatives(db, town.site.tenant(), of).value();
        CHECK(said.reason == "Barnet skulle ta skada");
        CHECK(said.said == cases::Opening::closed);
    });
    town.say(town.open, true);
    CHECK(town.status(town.open) == 200);
}

}  // namespace my_pages
