#include "engines/flows/calendar.h"

#include <catch2/catch.hpp>

namespace flows {

static Date on(const char* iso) { return *date_from_iso(iso); }

TEST_CASE("red days, eves that the law counts as red, and weekends are no working days") {
    for (const auto* red : {"2026-01-01", "2026-01-06", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-06-19", "2026-12-24",
                            "2026-12-25", "2026-12-31", "2026-11-21", "2026-11-22", "2025-04-18", "2024-06-06"}) {
        CAPTURE(red);
        CHECK_FALSE(is_working_day(on(red)));
    }
    for (const auto* ordinary : {"2026-01-02", "2026-04-02", "2026-04-07", "2026-06-18", "2026-12-23", "2026-11-23"}) {
        CAPTURE(ordinary);
        CHECK(is_working_day(on(ordinary)));
    }
}

TEST_CASE("a term in working days jumps over the weekend and over Easter") {
    CHECK(to_iso(after_working_days(on("2026-11-20"), 1)) == "2026-11-23");
    CHECK(to_iso(after_working_days(on("2026-04-01"), 3)) == "2026-04-08");
    CHECK(to_iso(after_working_days(on("2026-11-21"), 0)) == "2026-11-23");
}

TEST_CASE("counting working days is the inverse of adding them") {
    for (std::int64_t count = 1; count < 300; ++count) {
        const auto end = after_working_days(on("2026-11-23"), count);
        CHECK(working_days_between(on("2026-11-23"), end) == count);
        CHECK(working_days_between(end, on("2026-11-23")) == -count);
    }
}

}  // namespace flows
