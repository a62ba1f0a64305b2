#include "foundation/base/written_day.h"

#include <catch2/catch.hpp>

namespace {

const Date today = *date_from(2026, 11, 23);

std::string day(std::string_view written, YearMeant meant = YearMeant::nearest) {
    const auto found = written_day(written, today, meant);
    return found ? to_iso(*found) : "none";
}

}  // namespace

TEST_CASE("a day is read as people write it, in Swedish and English") {
    for (const auto* written :
         {"2026-11-25", "20261125", "25 november 2026", "25 NOVEMBER 2026", " 25 nov. 2026 ", "25/11 2026", "25/11-2026", "25.11.2026",
          "25-11-2026", "2026/11/25", "25\u00a0november\u00a02026", "November 25, 2026", "2026 nov 25", "25/11", "25 november", "25 nov"}) {
        CAPTURE(written);
        CHECK(day(written) == "2026-11-25");
    }
    CHECK(day("1 maj 2026") == "2026-05-01");
    CHECK(day("1 May 2026") == "2026-05-01");
    CHECK(day("3 mars 2026") == "2026-03-03");
    CHECK(day("3 sept 2026") == "2026-09-03");
}

TEST_CASE("a day without a year is the nearest one when looking back, the next one when looking forward") {
    CHECK(day("20/12") == "2026-12-20");
    CHECK(day("1/2") == "2027-02-01");
    CHECK(day("22/11") == "2026-11-22");
    CHECK(day("22/11", YearMeant::coming) == "2027-11-22");
    CHECK(day("23/11", YearMeant::coming) == "2026-11-23");
    CHECK(day("29/2", YearMeant::coming) == "2028-02-29");
    CHECK(to_iso(*written_day("20 december", *date_from(2027, 1, 4), YearMeant::nearest)) == "2026-12-20");
}

TEST_CASE("what is no day is nothing") {
    for (const auto* written :
         {"", "november", "25", "25/13", "31/2 2026", "2026-02-31", "26-11-25", "25 no 2026", "25 november november", "25 november 26",
          "i går", "25@11", "1 2 3 4", "99999999999999999999/11", "2026-11-25T10:00", "0/11", "25/11 02026", "\xff/11"}) {
        CAPTURE(written);
        CHECK(day(written) == "none");
    }
}
