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

TEST_CASE("the time in a state is the middle one, and the one that nine of ten are under, of those who left it in the period") {
    TOWN();
    const auto officer = town.employ("handlaggare", {"cases.read", "cases.decide"}, town.here);
    const Visitor by{.kind = Visitor::Kind::staff, .account = officer, .name = "Sam Testberg"};
    for (const int days : {1, 2, 9}) {
        const auto sent = town.apply(town.kim);
        Town::pass_days(days);
        town.as(by, [&](Change& change) { CHECK(begin_processing(change, sent.id)); });
    }
    const auto time = town.times().front();
    CHECK(time.stays == 3);
    CHECK(time.median / microseconds_a_day == 2);
    CHECK(time.nine_of_ten / microseconds_a_day == 9);
    CHECK(town.read([](db::Connection& db) { return time_in_states(db, "skolskjuts", now() + 1); }).empty());
}

TEST_CASE("what waited for the applicant is told apart from what waited for us") {
    TOWN();
    const auto asked = town.apply(town.kim, TestTown::Stage::asked);
    Town::pass_days(3);
    const Visitor kim{.kind = Visitor::Kind::resident, .person = town.kim, .name = "Kim Exempel"};
    town.as(kim, [&](Change& change) { CHECK(answer_supplement(change, asked.id, {}, "Hos pappa", {})); });
    Town::pass_days(2);
    town.as(kim, [&](Change& change) { CHECK(withdraw(change, asked.id, "")); });
    const auto officer = town.employ("handlaggare", {"cases.read"}, town.here);
    const auto closed = town.read([&](db::Connection& db) { return cases_of_figure(db, officer, "skolskjuts", {.to = now()}, 10); });
    REQUIRE(closed.size() == 1);
    CHECK(closed.front().waited_for_applicant / microseconds_a_day == 3);
    CHECK((closed.front().closed_at->value - closed.front().received_at.value) / microseconds_a_day == 5);
}

TEST_CASE("what came in and what was closed is counted within a period, its end not in it") {
    TOWN();
    const auto sent = town.apply(town.kim, TestTown::Stage::sent);
    const auto of = town.read([&](db::Connection& db) { return find(db, town.site.tenant(), sent.id).value(); });
    town.read([&](db::Connection& db) {
        CHECK(count_received(db, "skolskjuts", of.received_at, of.received_at + 1) == 1);
        CHECK(count_received(db, "skolskjuts", of.received_at - 1, of.received_at) == 0);
        CHECK(count_closed(db, "skolskjuts", *of.closed_at, *of.closed_at + 1) == 1);
        CHECK(count_closed(db, "skolskjuts", *of.closed_at - 1, *of.closed_at) == 0);
    });
}

TEST_CASE("what only tries a service is in no figure") {
    TOWN();
    const auto sent = town.apply(town.kim, TestTown::Stage::sent);
    town.write([&](db::Connection& db) { db.execute("UPDATE cases_case SET is_test = 1 WHERE id = ?", sent.id); });
    town.read([&](db::Connection& db) {
        CHECK(count_received(db, "skolskjuts", Timestamp{0}, now() + 1) == 0);
        CHECK(count_closed(db, "skolskjuts", Timestamp{0}, now() + 1) == 0);
        CHECK(time_in_states(db, "skolskjuts", Timestamp{0}).empty());
    });
}

}  // namespace cases
