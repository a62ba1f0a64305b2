#include <catch2/catch.hpp>

#include "areas/disposal/area.h"
#include "areas/disposal/unused_people.h"
#include "engines/cases/disposal.h"
#include "engines/cases/find.h"
#include "engines/identity/people.h"
#include "engines/identity/sessions.h"
#include "engines/mandates/mandates.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace disposal {
namespace {

/// Two closed cases whose time is out, and the archivist of their unit, signed in.
struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({area()}, kind), kim(add_resident("Kim Exempel")), first(closed()), second(closed()) {
        archivist = employ("archivist", {"cases.dispose"}, here);
        cases::propose_disposal(site.tenant());
        site.sign_in_account(archivist);
    }

    Case closed() {
        const auto of = apply(kim);
        must(as({.kind = Visitor::Kind::resident, .person = kim},
                [&](cases::Change& change) { return cases::withdraw(change, of.id, ""); }));
        write([&](db::Connection& db) { db.execute("UPDATE cases_case SET dispose_on = 1 WHERE id = ?", of.id); });
        return of;
    }
    std::string list_address() {
        const auto lists = read([&](db::Connection& db) { return cases::disposal_lists(db, archivist, 10); });
        return "/gallring/listor/" + std::to_string(lists.at(0).id.value);
    }
    bool is_erased(const Case& of) {
        return read([&](db::Connection& db) { return cases::find(db, site.tenant(), of.id)->erased; });
    }

    PersonId kim;
    Case first, second;
    AccountId archivist;
};

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("an archivist reads the list, must say that it is looked through, and then the cases are gone and the page is the report") {
    TOWN();
    const auto address = town.list_address();
    CHECK(shows(town.site.get("/gallring"), address));
    const auto list = town.site.get(address);
    CHECK(shows(list, town.first.number));
    CHECK(shows(list, "På listan"));

    const auto unread = town.site.post(address + "/godkann");
    CHECK(unread.status == 422);
    CHECK(shows(unread, "Läs igenom listan och kryssa i"));
    town.site.run_jobs();
    CHECK_FALSE(town.is_erased(town.first));

    CHECK(town.site.post(address + "/godkann", {{"looked_through", "1"}}).status == 303);
    town.site.run_jobs();
    CHECK(town.is_erased(town.first));
    const auto report = town.site.get(address);
    CHECK(shows(report, "2 ärenden gallrades"));
    CHECK(shows(report, town.first.number));
    CHECK_FALSE(shows(report, "Godkänn och gallra"));
}

TEST_CASE("a list that somebody approved while another looked at it is shown as approved, once") {
    TOWN();
    const auto address = town.list_address();
    CHECK(town.site.post(address + "/godkann", {{"looked_through", "1"}}).status == 303);
    const auto again = town.site.post(address + "/godkann", {{"looked_through", "1"}});
    CHECK(again.status == 303);
    CHECK(shows(town.site.follow(again), "Godkänd"));
}

TEST_CASE("a case is held from its line on the list, with a reason, and stays") {
    TOWN();
    CHECK(shows(town.site.get("/gallring/stopp?nummer=" + town.first.number), "value=\"" + town.first.number + "\""));
    const auto without = town.site.post("/gallring/stopp", {{"number", town.first.number}, {"reason", " "}});
    CHECK(without.status == 422);
    CHECK(shows(without, "Skriv varför"));
    const auto held = town.site.post("/gallring/stopp", {{"number", town.first.number}, {"reason", "Tvist <om> bussen"}});
    CHECK(shows(town.site.follow(held), "Tvist &lt;om&gt; bussen"));
    CHECK(town.site.post(town.list_address() + "/godkann", {{"looked_through", "1"}}).status == 303);
    town.site.run_jobs();
    CHECK_FALSE(town.is_erased(town.first));
    CHECK(town.is_erased(town.second));
    CHECK(shows(town.site.get(town.list_address()), "Stoppat"));
}

TEST_CASE("a hold is ended with a reason, on a page of its own") {
    TOWN();
    (void)town.site.post("/gallring/stopp", {{"number", town.first.number}, {"reason", "Tvist"}});
    const auto address = "/gallring/stopp/" + town.first.number;
    CHECK(shows(town.site.get(address), "Tvist"));
    CHECK(town.site.post(address + "/upphav", {{"reason", ""}}).status == 422);
    CHECK(town.site.post(address + "/upphav", {{"reason", "Dom har fallit"}}).status == 303);
    CHECK(town.site.get(address).status == 404);
}

TEST_CASE("where more than a password is asked for, a hold is neither read, made nor ended without it") {
    TOWN();
    town.site.post("/gallring/stopp", {{"number", town.second.number}, {"reason", "Överklagat"}});
    town.site.tenant().session_limits.proof = 60 * microseconds_a_minute;
    const auto asks = [&](const http::Response& answer) { return header_of(answer, "Location").starts_with("/personal/bekrafta"); };
    CHECK(asks(town.site.get("/gallring/stopp")));
    CHECK(asks(town.site.get("/gallring/stopp/" + town.second.number)));
    const auto made = town.site.post("/gallring/stopp", {{"number", town.first.number}, {"reason", "Rättegång pågår"}});
    CHECK(made.status == 403);
    CHECK(shows(made, "Rättegång pågår"));
    CHECK(town.site.post("/gallring/stopp/" + town.second.number + "/upphav", {{"reason", "Klart"}}).status == 403);
    const auto held = [&] {
        return town.read([&](db::Connection& db) { return cases::holds(db, town.site.tenant(), town.archivist, 10).size(); });
    };
    CHECK(held() == 1);
    town.site.db().write([&](db::Connection& db) { identity::mark_proved(db, town.site.visitor().session, now()); });
    CHECK(town.site.post("/gallring/stopp", {{"number", town.first.number}, {"reason", "Rättegång pågår"}}).status == 303);
    CHECK(held() == 2);
}

TEST_CASE("who has no case and has not signed in for two years is forgotten, and nobody else") {
    TOWN();
    const auto stranger = town.add_resident("Noa Exempel"), visitor = town.add_resident("Robin Exempel");
    const auto name_of = [&](PersonId person) {
        return town.read([&](db::Connection& db) { return identity::find_person(db, town.site.tenant().secret, person)->name; });
    };
    const auto night = [&](std::int64_t days) {
        set_clock(now() + days * microseconds_a_day);
        forget_unused_people(town.site.tenant(), {});
    };
    night(0);  // from here on it is counted
    night(500);
    town.site.sign_out();
    town.site.sign_in_resident(visitor);
    night(300);
    CHECK(name_of(stranger).empty());
    CHECK(name_of(visitor) == "Robin Exempel");
    CHECK(name_of(town.kim) == "Kim Exempel");
    CHECK(town.site.last_audit()->event == "disposal.person_forgotten");
    night(500);
    CHECK(name_of(visitor).empty());
    use_machine_clock();
}

TEST_CASE("who lets another act, and who acts, is not forgotten while the mandate is in force") {
    TOWN();
    const auto giver = town.add_resident("Noa Exempel"), holder = town.add_resident("Robin Exempel");
    town.site.sign_in_resident(giver);
    const auto by_giver = town.site.visitor();
    const auto mandate = town.as(by_giver, [&](cases::Change& change) {
        const auto number = identity::personal_number_of(change.db, town.site.tenant().secret, holder);
        return mandates::give(change.db, town.site.tenant(), change.by, {number->digits(), "Robin Exempel"}, {{}, swedish_date(now()), {}})
            .value();
    });
    const auto is_known = [&](PersonId person) {
        return town.read([&](db::Connection& db) { return !identity::find_person(db, town.site.tenant().secret, person)->name.empty(); });
    };
    const auto night = [&](std::int64_t days) {
        set_clock(now() + days * microseconds_a_day);
        forget_unused_people(town.site.tenant(), {});
    };
    night(0);
    night(800);
    CHECK(is_known(giver));
    CHECK(is_known(holder));
    town.as(by_giver, [&](cases::Change& change) { return mandates::end(change.db, town.site.tenant(), change.by, mandate).has_value(); });
    night(1);
    CHECK_FALSE(is_known(giver));
    CHECK_FALSE(is_known(holder));
    use_machine_clock();
}

TEST_CASE("a number that does not exist, or belongs to another unit, gets the same answer") {
    TOWN();
    const auto stranger = town.employ("other", {"cases.dispose"}, town.elsewhere);
    town.site.sign_in_account(stranger);
    const auto made_up = town.site.post("/gallring/stopp", {{"number", "SKJ-1999-0001"}, {"reason", "Prov"}});
    const auto foreign = town.site.post("/gallring/stopp", {{"number", town.first.number}, {"reason", "Prov"}});
    for (const auto* answer : {&made_up, &foreign}) {
        CHECK(answer->status == 422);
        CHECK(shows(*answer, "Skriv numret på ett ärende som du får gallra"));
    }
    CHECK(town.site.get(town.list_address()).status == 404);
}

TEST_CASE("to read why cases are held is a read of personal data, and stands in the log") {
    TOWN();
    (void)town.site.get("/gallring/stopp");
    CHECK(town.site.last_audit()->event == "disposal.holds_read");
    (void)town.site.post("/gallring/stopp", {{"number", town.first.number}, {"reason", "Tvist"}});
    (void)town.site.get("/gallring/stopp/" + town.first.number);
    CHECK(town.site.last_audit()->event == "disposal.hold_read");
    CHECK(town.site.last_audit()->subject == town.first.id.value);
}

TEST_CASE("the report as a file quotes what stands in it, and no field is a formula") {
    TOWN();
    town.write([](db::Connection& db) { db.execute("UPDATE cases_disposal_line SET ground = '=1+1 \"plan\"'"); });
    const auto file = town.site.get(town.list_address() + "/rapport.csv");
    CHECK(file.type == "text/csv; charset=utf-8");
    CHECK(header_of(file, "Content-Disposition").starts_with("attachment"));
    CHECK(shows(file, "\"" + town.first.number + "\""));
    CHECK(shows(file, R"("'=1+1 ""plan""")"));
}

}  // namespace disposal
