#include "engines/cases/moving.h"

#include <catch2/catch.hpp>

#include "engines/cases/find.h"
#include "engines/cases/own_terms.h"
#include "engines/flows/calendar.h"
#include "engines/public_register/public_register.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace cases {
namespace {

struct Town : TestTown {
    explicit Town(db::Kind kind)
        : TestTown({}, kind),
          officer{
              .kind = Visitor::Kind::staff, .account = employ("officer", {"cases.read", "cases.decide"}, here), .name = "Sam Testberg"} {
        there = employ("there", {"cases.read"}, elsewhere);
        of = apply(add_resident("Kim Exempel"));
    }
    Result<void> move(UnitId unit, std::string_view reason) {
        return as(officer, [&](Change& change) { return move_to_unit(change, of.id, unit, reason); });
    }
    std::size_t found_by(AccountId account) {
        return read([&](db::Connection& db) { return search(db, site.tenant(), account, of.number, 5).size(); });
    }
    cases::Case now_is() {
        return read([&](db::Connection& db) { return find(db, site.tenant(), of.id).value(); });
    }

    Visitor officer;
    AccountId there{};
    TestTown::Case of;
};

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("a case that is moved is read, found and counted where it came, and no longer where it was") {
    TOWN();
    const auto due = town.now_is().due_on;
    town.as(town.officer, [&](Change& change) { must(assign(change, town.of.id, town.officer.account, "Sam Testberg")); });
    must(town.move(town.elsewhere, "Det är deras fråga"));
    CHECK(town.now_is().unit == town.elsewhere);
    CHECK_FALSE(town.now_is().officer);
    CHECK(town.now_is().due_on == due);
    CHECK(town.found_by(town.there) == 1);
    CHECK(town.found_by(town.officer.account) == 0);
    const auto entry = town.read([&](db::Connection& db) { return public_register::find(db, town.of.number).value(); });
    CHECK(entry.unit == town.elsewhere);
    const auto events = town.read([&](db::Connection& db) { return cases::events(db, town.site.tenant(), town.now_is()); });
    CHECK(events.back().data["text"].text() == "Det är deras fråga");
    CHECK(events.back().data["from_name"].text() != "");

    rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    CHECK(town.now_is().unit == town.elsewhere);
    CHECK(town.found_by(town.there) == 1);
}

TEST_CASE("a case is moved to another unit than its own, with a reason, and not when it is decided") {
    TOWN();
    CHECK(town.move(town.here, "Fel").error().fields.front().text_key == "error_other_unit");
    CHECK(town.move(UnitId{17}, "Fel").error().fields.front().text_key == "error_other_unit");
    CHECK(town.move(town.elsewhere, "").error().fields.front().text_key == "error_move_reason");
    const auto sent = town.apply(town.add_resident("Robin Exempel"), TestTown::Stage::sent);
    const auto moved = town.as(town.officer, [&](Change& change) { return move_to_unit(change, sent.id, town.elsewhere, "Fel"); });
    CHECK(moved.error().fault == Fault::conflict);
}

TEST_CASE("the municipality's own term for an answer takes the place of the service's, from then on") {
    TOWN();
    const auto given = [&](const std::string& kind) {
        return town.as(town.officer, [&](Change& change) {
            const auto service = services::newest_published(change.db, "synpunkt");
            const auto id = receive(change, {.service = *service, .answers = forms::Answers().set("kind", {kind})}).id;
            return find(change.db, change.tenant, id)->due_on;
        });
    };
    const auto today = swedish_date(now());
    CHECK(given("complaint") == flows::after_working_days(today, 10));
    town.write([&](db::Connection& db) { set_own_terms(db, "synpunkt", "kind", {{"complaint", 3}}); });
    CHECK(given("complaint") == flows::after_working_days(today, 3));
    CHECK(given("praise") == flows::after_working_days(today, 10));
    town.write([&](db::Connection& db) { set_own_terms(db, "synpunkt", "kind", {}); });
    CHECK(given("complaint") == flows::after_working_days(today, 10));
}

}  // namespace cases
