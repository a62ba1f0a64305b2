#include "foundation/jobs/periodic.h"

#include <catch2/catch.hpp>

using jobs::Rhythm;

namespace {
std::string next(std::string_view every, Timestamp after) { return to_rfc3339(Rhythm::from(every).value().next_after(after)); }
Timestamp at(int month, int day, int hour, int minute) { return swedish_time(*date_from(2026, month, day), hour, minute); }
}  // namespace

TEST_CASE("an interval strikes at its multiples") {
    CHECK(next("15 min", at(11, 23, 12, 7)) == "2026-11-23T11:15:00Z");
    CHECK(next("15 min", at(11, 23, 12, 15)) == "2026-11-23T11:30:00Z");
    CHECK(next("2 h", at(11, 23, 12, 15)) == "2026-11-23T12:00:00Z");
}

TEST_CASE("a daily job strikes at its Swedish time, once a day also when the clocks change") {
    CHECK(next("day 03:00", at(11, 23, 2, 59)) == "2026-11-23T02:00:00Z");
    CHECK(next("day 03:00", at(11, 23, 3, 0)) == "2026-11-24T02:00:00Z");
    CHECK(next("day 03:00", at(7, 1, 12, 0)) == "2026-07-02T01:00:00Z");
    for (const auto& every : {"day 02:30", "day 03:00"})
        for (const int month : {3, 10}) {
            int strikes = 0;
            const auto end = at(month, 31, 12, 0);
            for (auto time = at(month, 21, 12, 0); (time = Rhythm::from(every)->next_after(time)) <= end;) ++strikes;
            CHECK(strikes == 10);
        }
}

TEST_CASE("a rhythm that cannot be read is refused by name") {
    for (const char* every :
         {"", "15", "min", "0 min", "-5 min", "15 sec", "day", "day 3:00", "day 24:00", "day 03:60", "day +3:00", "15  min", "25 h"})
        CHECK_FALSE(Rhythm::from(every).has_value());
    const std::vector<jobs::Periodic> wrong = {{"sweep", "often"}};
    CHECK_THROWS_WITH(jobs::require_readable(wrong), Catch::Contains("sweep") && Catch::Contains("often"));
}
