#include "engines/contacts/forecast.h"

#include <catch2/catch.hpp>

#include "engines/contacts/contacts.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace contacts {
namespace {

Date day(const char* iso) { return *date_from_iso(iso); }

struct Centre : TestTown {
    Centre() : TestTown({}, GENERATE(from_range(db::kinds_under_test()))) {
        set_clock(swedish_time(day("2026-04-14"), 10));
        agent.kind = Visitor::Kind::staff;
        agent.account = employ("agent", {"contacts.serve"}, top);
    }
    ~Centre() { use_machine_clock(); }
    Centre(const Centre&) = delete;
    Centre& operator=(const Centre&) = delete;

    void calls(const char* iso, int number) {
        write([&](db::Connection& db) {
            for (int i = 0; i < number; ++i)
                contacts::receive(db, site.tenant(), {.channel = Channel::phone, .at = swedish_time(day(iso), 9, 40)});
        });
    }
    Result<void> add(const std::string& name, const char* first, const char* last) {
        return write(
            [&](db::Connection& db) { return add_special_day(db, agent, {.name = name, .first = day(first), .last = day(last)}); });
    }
    Forecast of(const char* iso, int weeks = 2) {
        return read([&](db::Connection& db) { return forecast(db, agent.account, day(iso), weeks); });
    }

    Visitor agent;
};

std::string wrong_field(const Result<void>& added) { return added ? "" : added.error().fields.front().field; }

}  // namespace

TEST_CASE("the forecast of a Tuesday is the mean of the Tuesdays before, half-hour by half-hour") {
    Centre centre;
    centre.calls("2026-03-31", 1);
    centre.calls("2026-04-07", 1);
    centre.calls("2026-04-08", 1);
    const auto made = centre.of("2026-04-14", 4);
    CHECK(made.weeks == 4);
    CHECK(made.calls[19] == Approx(0.5));
    CHECK(made.calls[18] == Approx(0));
    CHECK(made.effects.empty());
}

TEST_CASE("a day further ahead is foretold by the weeks that have been, not by those to come") {
    Centre centre;
    centre.calls("2026-04-07", 4);
    centre.calls("2026-03-31", 2);
    CHECK(centre.of("2026-05-12").calls[19] == Approx(3));
}

TEST_CASE("neither a holiday nor a special day says anything of ordinary days") {
    Centre centre;
    set_clock(swedish_time(day("2026-01-20"), 10));
    centre.calls("2026-01-13", 9);
    centre.calls("2025-12-30", 2);
    centre.calls("2025-12-23", 4);
    must(centre.add("Snö", "2026-01-13", "2026-01-13"));
    // 6 January is trettondedagen, and nobody answered.
    CHECK(centre.of("2026-01-20").calls[19] == Approx(3));
}

TEST_CASE("special days of one name foretell the next by how many times the usual came on them") {
    Centre centre;
    for (const auto* usual : {"2026-02-24", "2026-03-03", "2026-03-17", "2026-03-24", "2026-04-07"}) centre.calls(usual, 2);
    centre.calls("2026-03-10", 6);
    centre.calls("2026-03-31", 4);
    must(centre.add("Fakturor", "2026-03-10", "2026-03-10"));
    must(centre.add("Fakturor", "2026-03-31", "2026-03-31"));
    must(centre.add("Fakturor", "2026-04-28", "2026-04-28"));
    must(centre.add("Nytt för alla", "2026-04-28", "2026-04-28"));
    const auto made = centre.of("2026-04-28");
    REQUIRE(made.effects.size() == 2);
    CHECK(made.effects[0].name == "Fakturor");
    CHECK(made.effects[0].days == 2);
    CHECK(made.effects[0].times == Approx(2.5));
    CHECK(made.effects[1].days == 0);
    CHECK(made.calls[19] == Approx(5));
    CHECK(centre.of("2026-04-21").calls[19] == Approx(2));

    const auto counted =
        centre.read([&](db::Connection& db) { return counted_special_days(db, centre.agent.account, day("2026-04-14"), 2); });
    REQUIRE(counted.size() == 2);
    CHECK(counted[0].day.first == day("2026-03-31"));
    CHECK(counted[0].calls == 4);
    CHECK(counted[0].usual == Approx(2));
}

TEST_CASE("only calls to one's own units are counted") {
    Centre centre;
    centre.calls("2026-04-07", 2);
    const auto other = centre.employ("other", {"contacts.serve"}, centre.here);
    CHECK(centre.read([&](db::Connection& db) { return forecast(db, other, day("2026-04-14"), 1).calls[19]; }) == Approx(0));
}

TEST_CASE("a special day has a name, lies in order, and stands once; what is entered and removed is in the log") {
    Centre centre;
    CHECK(wrong_field(centre.add("", "2026-04-20", "2026-04-20")) == "name");
    CHECK(wrong_field(centre.add(std::string(61, 'x'), "2026-04-20", "2026-04-20")) == "name");
    CHECK(wrong_field(centre.add("Snö", "2026-04-20", "2026-04-19")) == "last");
    CHECK(wrong_field(centre.add("Snö", "2026-04-20", "2026-05-21")) == "last");
    must(centre.add("Snö", "2026-04-20", "2026-05-20"));
    CHECK(centre.site.last_audit()->event == "contacts.special_day_added");
    CHECK(centre.site.last_audit()->detail == "Snö, 2026-04-20 – 2026-05-20");
    CHECK(wrong_field(centre.add("Snö", "2026-05-20", "2026-05-21")) == "first");
    const auto days = [&] {
        return centre.read([](db::Connection& db) { return special_days(db, day("2026-05-01"), day("2026-05-01")); });
    };
    REQUIRE(days().size() == 1);
    const auto remove = [&](SpecialDayId id) {
        return centre.write([&](db::Connection& db) { return remove_special_day(db, centre.agent, id); });
    };
    CHECK(remove(SpecialDayId{1}).error().fault == Fault::not_found);
    must(remove(days().front().id));
    CHECK(days().empty());
    CHECK(centre.site.last_audit()->event == "contacts.special_day_removed");
}

TEST_CASE("as many answer as Erlang's formula says") {
    CHECK(staff_needed(0, 300) == 0);
    CHECK(staff_needed(1, 180) == 1);
    // 20 calls of five minutes are a load of 3.33 Erlang: with five people more than a fifth wait longer than a minute, with six 9 %.
    CHECK(staff_needed(20, 300) == 6);
    CHECK(staff_needed(40, 300) == 9);
}

}  // namespace contacts
