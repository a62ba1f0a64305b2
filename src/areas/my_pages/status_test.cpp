/// How a case stands, without signing in.
#include <catch2/catch.hpp>

#include "areas/my_pages/area.h"
#include "engines/cases/find.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_numbers.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace my_pages {
namespace {

struct Clock {
    Clock() { set_clock(swedish_time(*date_from_iso("2026-04-14"), 10)); }
    ~Clock() { use_machine_clock(); }
};

/// Somebody with a personal number has applied, and somebody who is nobody asks.
struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({area()}, kind), personal_number(test_personal_number(0)), year(personal_number.substr(0, 4)) {
        number = apply_for("skolskjuts");
    }

    std::string apply_for(std::string_view service) {
        return as({}, [&](cases::Change& change) {
            const auto wanted = services::newest_published(change.db, service);
            return cases::receive(
                       change, {.service = *wanted, .answers = {}, .parties = {{.name = "Kim Hemlig", .personal_number = personal_number}}})
                .number;
        });
    }
    http::Response ask(const std::string& about, const std::string& born) {
        return site.post("/arendestatus", {{"number", about}, {"year", born}});
    }

    std::string personal_number, year, number;
};

#define TOWN()         \
    const Clock clock; \
    Town town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("number and birth year tell the state and its day, and nothing more") {
    TOWN();
    const auto page = town.ask(town.number, town.year);
    CHECK(page.status == 200);
    CHECK(shows(page, "Inskickad"));
    CHECK(shows(page, "14 april 2026"));
    CHECK_FALSE(shows(page, "Hemlig"));
    CHECK_FALSE(shows(page, "kolskjuts"));
    CHECK(header_of(page, "Cache-Control") == "no-store");
    CHECK(town.ask(" skj-2026-0001 ", town.year).status == 200);
}

TEST_CASE("a number that does not exist and a wrong year get word for word the same answer") {
    TOWN();
    // The same length, since the page keeps what was typed.
    const auto wrong_year = town.ask(town.number, "1801"), wrong_number = town.ask("SKJ-2026-0999", "1801");
    CHECK(wrong_year.status == 422);
    auto body = wrong_number.body;
    body.replace(body.find("SKJ-2026-0999"), town.number.size(), town.number);
    CHECK(body == wrong_year.body);
    CHECK(town.ask("SKJ-2026-0999", town.year).status == 422);
}

TEST_CASE("part of a year, or no year, opens nothing") {
    TOWN();
    for (const auto* year : {"", "1", "19", "199", "19900"}) {
        Town another(db::Kind::sqlite);
        CHECK(another.ask(another.number, year).status == 422);
    }
}

TEST_CASE("after three wrong years the number is closed for a while, also for the right one, and each wait is longer") {
    TOWN();
    for (int i = 0; i < 3; ++i) CHECK(shows(town.ask(town.number, "1801"), "stämmer inte"));
    CHECK(shows(town.ask(town.number, town.year), "Vänta en stund"));
    set_clock(now() + microseconds_a_minute + 1);
    CHECK(shows(town.ask(town.number, "1801"), "stämmer inte"));
    set_clock(now() + microseconds_a_minute + 1);
    CHECK(shows(town.ask(town.number, town.year), "Vänta en stund"));
}

TEST_CASE("a number that is typed in another way is the same number, and gives no more guesses") {
    TOWN();
    for (const auto* typed : {"skj-2026-0001", " Skj-2026-0001", "SKJ-2026-0001 "}) CHECK(shows(town.ask(typed, "1801"), "stämmer inte"));
    CHECK(shows(town.ask("sKJ-2026-0001", town.year), "Vänta en stund"));
}

TEST_CASE("to know one case does not give more guesses at another") {
    TOWN();
    const auto own = town.apply_for("skolskjuts");
    for (int i = 0; i < 4; ++i) {
        (void)town.ask(town.number, "1801");
        CHECK(town.ask(own, town.year).status == 200);
    }
    CHECK(shows(town.ask(town.number, "1802"), "Vänta en stund"));
}

TEST_CASE("a case whose service hides everything is not told of, and neither is an erased one") {
    TOWN();
    std::string hidden;
    for (const auto& service : town.read(services::published))
        if (service->secrecy && service->secrecy->hides == services::Hides::all) hidden = service->id;
    REQUIRE_FALSE(hidden.empty());
    CHECK(town.ask(town.apply_for(hidden), town.year).status == 422);
    town.write([&](db::Connection& db) { privacy::destroy(db, cases::find_by_number(db, town.site.tenant(), town.number)->key); });
    CHECK(town.ask(town.number, town.year).status == 422);
}

TEST_CASE("a birth year that is none is told at the year and is no guess; a long number that ends in half a letter is only a wrong one") {
    TOWN();
    for (int i = 0; i < 9; ++i) {
        const auto wrong = town.ask(town.number, "82");
        CHECK(wrong.status == 422);
        CHECK(shows(wrong, "href=\"#year\""));
        CHECK(shows(wrong, "fyra siffror"));
    }
    CHECK(town.ask(town.number, town.year).status == 200);
    CHECK(town.ask(std::string(39, 'A') + "Å", town.year).status == 422);
}

}  // namespace my_pages
