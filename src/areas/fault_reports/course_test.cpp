#include "areas/fault_reports/course.h"

#include <catch2/catch.hpp>

#include "areas/fault_reports/receivers_for_tests.h"

namespace fault_reports {

using Whose = Turn::Whose;

static constexpr std::int64_t hour = std::int64_t{3600} * 1'000'000;
static Timestamp after(std::int64_t hours) { return {hours * hour}; }

static flows::Flow fault_way() {
    flows::Flow flow;
    for (const auto* open : {"received", "in_progress"}) flow.states.push_back({.id = open, .kind = flows::StateKind::open});
    for (const auto* closed : {"mended", "not_mended"}) flow.states.push_back({.id = closed, .kind = flows::StateKind::closed});
    return flow;
}

static std::vector<std::pair<Whose, std::int64_t>> hours_of(const Course& course) {
    std::vector<std::pair<Whose, std::int64_t>> all;
    for (const auto& turn : course.turns) all.emplace_back(turn.whose, turn.microseconds / hour);
    return all;
}

TEST_CASE("a report that nobody has looked at has waited for us alone") {
    const auto course = course_of(fault_way(), {{"received", after(0)}}, {}, after(5));
    CHECK_FALSE(course.to_first_sign);
    CHECK_FALSE(course.to_visit);
    CHECK_FALSE(course.to_mended);
    CHECK(hours_of(course) == std::vector<std::pair<Whose, std::int64_t>>{{Whose::us, 5}});
}

TEST_CASE("first sign, visit and mended are counted from the report") {
    const auto course = course_of(fault_way(), {{"received", after(0)}, {"in_progress", after(3)}, {"mended", after(10)}}, {}, after(99));
    CHECK(course.to_first_sign == 3 * hour);
    CHECK(course.to_visit == 3 * hour);
    CHECK(course.to_mended == 10 * hour);
    CHECK(hours_of(course) == std::vector<std::pair<Whose, std::int64_t>>{{Whose::us, 10}});
}

TEST_CASE("what is mended at once was visited by nobody before, and what is left is not mended") {
    CHECK_FALSE(course_of(fault_way(), {{"received", after(0)}, {"mended", after(1)}}, {}, after(2)).to_visit);
    CHECK_FALSE(course_of(fault_way(), {{"received", after(0)}, {"not_mended", after(1)}}, {}, after(2)).to_mended);
}

TEST_CASE("whoever had it outside the house was waited for, and the rest of the time we were") {
    const auto course = course_of(fault_way(), {{"received", after(0)}, {"in_progress", after(8)}, {"mended", after(20)}},
                                  {{"Elnät AB", after(2), after(5)}, {"Vattenlaget", after(10), std::nullopt}}, after(30));
    CHECK(course.to_first_sign == 2 * hour);
    CHECK(hours_of(course) == std::vector<std::pair<Whose, std::int64_t>>{{Whose::us, 7}, {Whose::outside, 3}, {Whose::outside, 10}});
    CHECK(course.turns[1].name == "Elnät AB");
}

TEST_CASE("between mended and opened again the reporter was waited for") {
    const auto course = course_of(
        fault_way(), {{"received", after(0)}, {"mended", after(4)}, {"in_progress", after(10)}, {"mended", after(12)}}, {}, after(50));
    CHECK(course.to_mended == 12 * hour);
    CHECK(hours_of(course) == std::vector<std::pair<Whose, std::int64_t>>{{Whose::us, 6}, {Whose::reporter, 6}});
}

TEST_CASE("everybody sees on a report how long it took and who had it meanwhile") {
    HandingTown town(GENERATE(from_range(db::kinds_under_test())));
    const auto receiver = town.add_by_email();
    set_clock(now());
    const auto begun = now();
    const auto pass = [&](std::int64_t hours) { set_clock({begun.value + hours * hour}); };
    const auto number = town.report({});
    CHECK_FALSE(shows(town.site.get("/felanmalan/" + number), "Så lång tid har det tagit"));
    pass(6);
    town.hand(number, receiver, {{"utsaga", "Vatten rinner ut på gatan"}});
    pass(78);
    const auto page = town.site.get("/felanmalan/" + number);
    CHECK(shows(page, "Så lång tid har det tagit"));
    CHECK(shows(page, "Efter 6 timmar"));
    CHECK(shows(page, "Väntat på Vattenlaget"));
    CHECK(shows(page, "3 dagar"));
}

}  // namespace fault_reports
