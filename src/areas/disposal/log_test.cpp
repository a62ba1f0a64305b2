#include "areas/disposal/log.h"

#include <catch2/catch.hpp>

#include "areas/disposal/area.h"
#include "engines/audit/disposal.h"
#include "engines/cases/disposal.h"
#include "engines/cases/find.h"
#include "engines/identity/tokens.h"
#include "engines/municipality/log_retention.h"
#include "engines/testing/dispose_all.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace disposal {
namespace {

/// Kim's two old cases, of which one is disposed of, eleven years later; and an archivist of the whole municipality, signed in.
struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({area()}, kind), kim(add_resident("Kim Exempel")) {
        set_clock(swedish_time(*date_from_iso("2026-04-14"), 10));
        gone = closed();
        stays = apply(kim);
        write([&](db::Connection& db) { db.execute("UPDATE cases_case SET dispose_on = 1 WHERE id = ?", gone.id); });
        dispose_of_all_due(site.tenant());
        set_clock(swedish_time(*date_from_iso("2037-05-02"), 10));
        write([&](db::Connection& db) { municipality::save(db, {10, "Plan KS 1.7"}); });
        archivist = employ("archivist", {"cases.dispose"}, top);
        site.sign_in_account(archivist);
    }
    ~Town() { use_machine_clock(); }
    Town(const Town&) = delete;
    Town& operator=(const Town&) = delete;

    Case closed() {
        const auto of = apply(kim);
        must(as({.kind = Visitor::Kind::resident, .person = kim},
                [&](cases::Change& change) { return cases::withdraw(change, of.id, ""); }));
        return of;
    }
    std::string address() {
        propose_log(site.tenant());
        const auto lists = read([](db::Connection& db) { return audit::log_lists(db, 10); });
        return "/gallring/loggen/" + std::to_string(lists.at(0).id.value);
    }
    std::size_t entries_about(const Case& of) {
        return read([&](db::Connection& db) { return audit::entries_of(db, "case", of.id.value).size(); });
    }

    PersonId kim;
    Case gone, stays;
    AccountId archivist;
};

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("what the log says of a case stays as long as the case is there, and goes after its years when the case is gone") {
    TOWN();
    REQUIRE(town.entries_about(town.gone) > 0);
    const auto kept = town.entries_about(town.stays);
    const auto address = town.address();
    CHECK(shows(town.site.get("/gallring"), "/gallring/loggen"));
    CHECK(shows(town.site.get("/gallring/loggen"), address));
    const auto list = town.site.get(address);
    CHECK(shows(list, "April 2026"));
    CHECK(shows(list, "Plan KS 1.7"));

    const auto unread = town.site.post(address + "/godkann");
    CHECK(unread.status == 422);
    CHECK(shows(unread, "Läs igenom listan och kryssa i"));
    CHECK(town.site.post(address + "/godkann", {{"looked_through", "1"}}).status == 303);
    CHECK(town.site.post(address + "/godkann", {{"looked_through", "1"}}).status == 303);
    town.site.run_jobs();
    CHECK(town.entries_about(town.gone) == 0);
    CHECK(town.entries_about(town.stays) == kept);
    CHECK_FALSE(audit::verify(town.site.db()).problem);

    const auto report = town.site.get(address);
    CHECK(shows(report, "poster gallrades"));
    CHECK_FALSE(shows(report, "Godkänn och gallra"));
    CHECK(shows(town.site.get("/gallring/loggen"), "Kedjan kontrolleras från post"));
    CHECK(shows(town.site.get(address + "/rapport.csv"), "2026-04"));
}

TEST_CASE("the log of a case that is held stays with the case, though its day has come") {
    TOWN();
    town.write([&](db::Connection& db) { db.execute("UPDATE cases_case SET dispose_on = 1 WHERE id = ?", town.stays.id); });
    town.as(town.read([&](db::Connection& db) { return identity::visitor_of_account(db, town.archivist); }),
            [&](cases::Change& change) { must(cases::hold(change, town.stays.number, "Tvist")); });
    const auto kept = town.entries_about(town.stays);
    dispose_of_all_due(town.site.tenant());
    CHECK(town.site.post(town.address() + "/godkann", {{"looked_through", "1"}}).status == 303);
    town.site.run_jobs();
    CHECK(town.entries_about(town.stays) == kept);
    CHECK(town.entries_about(town.gone) == 0);
}

TEST_CASE("the log is of the whole municipality: who disposes of one unit's cases neither sees nor approves its lists") {
    TOWN();
    const auto address = town.address();
    town.site.sign_in_account(town.employ("of-one-unit", {"cases.dispose"}, town.here));
    CHECK_FALSE(shows(town.site.get("/gallring"), "/gallring/loggen"));
    CHECK(town.site.get("/gallring/loggen").status == 403);
    CHECK(town.site.get(address).status == 403);
    CHECK(town.site.post(address + "/godkann", {{"looked_through", "1"}}).status == 403);
}

}  // namespace disposal
