#include "engines/cases/stays.h"

#include <catch2/catch.hpp>

#include "engines/cases/find.h"
#include "engines/testing/dispose_all.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace cases {
namespace {

struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({}, kind) { kim = add_resident("Kim Exempel"); }
    static void pass_days(int days) { set_clock(now() + days * microseconds_a_day); }

    std::vector<TimeInState> times() {
        return read([](db::Connection& db) { return time_in_states(db, "skolskjuts", Timestamp{0}); });
    }
    std::vector<Stay> stays(CaseId id) {
        return read([&](db::Connection& db) { return stays_of(db, id); });
    }

    PersonId kim;
};

std::vector<std::string> states_of(const std::vector<Stay>& stays) {
    std::vector<std::string> all;
    for (const auto& stay : stays) all.push_back(stay.state);
    return all;
}

}  // namespace

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("the time in a state is from when the case came there until it left") {
    TOWN();
    const auto sent = town.apply(town.kim);
    const auto officer = town.employ("handlaggare", {"cases.read", "cases.decide"}, town.here);
    const Visitor by{.kind = Visitor::Kind::staff, .account = officer, .name = "Sam Testberg"};
    Town::pass_days(3);
    town.as(by, [&](Change& change) { CHECK(begin_processing(change, sent.id)); });
    const auto stays = town.stays(sent.id);
    REQUIRE(states_of(stays) == std::vector<std::string>{"received"});
    CHECK((stays.front().ended_at.value - stays.front().began_at.value) / microseconds_a_day == 3);
    CHECK(town.times().front().median / microseconds_a_day == 3);
}

TEST_CASE("the stays of a case follow from its log, and outlive its disposal") {
    TOWN();
    const auto sent = town.apply(town.kim, TestTown::Stage::sent);
    const auto before = states_of(town.stays(sent.id));
    CHECK(before.size() >= 2);
    rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    CHECK(states_of(town.stays(sent.id)) == before);
    Town::pass_days(20 * 365);
    dispose_of_all_due(town.site.tenant());
    CHECK(states_of(town.stays(sent.id)) == before);
}

TEST_CASE("what came in and what was closed is counted within a period, its end not in it") {
    TOWN();
    const auto begin = now();
    town.apply(town.kim, TestTown::Stage::sent);
    town.apply(town.kim);
    const auto end = now() + 1;
    town.read([&](db::Connection& db) {
        CHECK(count_received(db, "skolskjuts", begin, end) == 2);
        CHECK(count_received(db, "skolskjuts", Timestamp{0}, begin) == 0);
        CHECK(count_closed(db, "skolskjuts", begin, end) == 1);
    });
}

}  // namespace cases
