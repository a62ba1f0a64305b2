#include <catch2/catch.hpp>

#include "foundation/base/id.h"
#include "foundation/base/months.h"
#include "foundation/base/numbers.h"
#include "foundation/base/this_machine.h"
#include "foundation/base/time.h"
#include "foundation/base/unicode.h"

TEST_CASE("an address leads to this machine by its host alone") {
    for (const auto* here : {"imap://localhost", "smtp://127.0.0.1:25", "http://[::1]:8080/x", "http://localhost/a@b"})
        CHECK(leads_to_this_machine(here));
    for (const auto* away : {"localhost", "http://127.0.0.1:80@evil.example", "http://localhost.evil.example", "http://[::1]evil",
                             "http://10.0.0.1", "http://127.0.0.1evil", "http://evil.example/localhost"})
        CHECK_FALSE(leads_to_this_machine(away));
}

TEST_CASE("numbers are read as Swedes write them, and nothing else is a number") {
    CHECK(decimal_number("2,5") == 2.5);
    CHECK(decimal_number("1 250,75") == 1250.75);
    CHECK(decimal_number("1\u00a0250") == 1250);
    CHECK(decimal_number("\u22123") == -3);
    for (const auto* wrong : {"", "-", "1e5", "0x10", "1,250.75", "två", "1 2 3 kr", "inf", "nan", "١"}) {
        CAPTURE(wrong);
        CHECK_FALSE(decimal_number(wrong));
    }
    CHECK(whole_number("250") == 250);
    CHECK_FALSE(whole_number("250 kg"));
    CHECK_FALSE(whole_number("99999999999999999999"));
}

TEST_CASE("days that do not exist are no dates") {
    CHECK_FALSE(date_from(2026, 2, 31));
    CHECK_FALSE(date_from(2025, 2, 29));
    CHECK(date_from(2024, 2, 29));
    CHECK_FALSE(date_from_iso("2026-2-3"));
    CHECK(to_iso(*date_from_iso("2026-11-23")) == "2026-11-23");
    CHECK(weekday(*date_from_iso("2026-11-23")) == 1);
}

TEST_CASE("Swedish time follows summer time in both directions") {
    const auto winter = swedish_time(*date_from_iso("2026-01-15"), 12, 30);
    CHECK(to_rfc3339(winter) == "2026-01-15T11:30:00Z");
    const auto summer = swedish_time(*date_from_iso("2026-07-15"), 12, 30);
    CHECK(to_rfc3339(summer) == "2026-07-15T10:30:00Z");
    CHECK(swedish_clock(summer).hour == 12);
    // The night to 29 March 2026 is an hour shorter.
    CHECK(to_rfc3339(swedish_time(*date_from_iso("2026-03-29"), 0, 0)) == "2026-03-28T23:00:00Z");
    CHECK(to_rfc3339(swedish_time(*date_from_iso("2026-03-30"), 0, 0)) == "2026-03-29T22:00:00Z");
    CHECK(to_iso(swedish_date(swedish_time(*date_from_iso("2026-10-25"), 0, 0))) == "2026-10-25");
    CHECK(to_iso(swedish_date(swedish_time(*date_from_iso("2026-10-26"), 0, 0))) == "2026-10-26");
    CHECK(to_http_date(winter) == "Thu, 15 Jan 2026 11:30:00 GMT");
}

TEST_CASE("text is tidied without losing what people write") {
    CHECK(tidy_text("  A\u030angstro\u0308m \r\n rad två\r") == "\u00c5ngstr\u00f6m \n rad två");
    CHECK(tidy_text("a\x01"
                    "b\u202ec") == "abc");
    CHECK(tidy_text("שלום 👩‍👧") == "שלום 👩‍👧");
    CHECK(lower("ÅKE ÖBERG") == "åke öberg");
    CHECK(count_characters("👩‍👧é🇸🇪") == 3);
    CHECK(first_characters("åäö", 2) == "åä");
    CHECK_FALSE(is_utf8("\xff"));
    CHECK_FALSE(is_utf8("\xc0\x80"));
    CHECK(slug("Ansök om bygglov!") == "ansok-om-bygglov");
}

TEST_CASE("months end on the same day of the month, or on its last") {
    const auto after = [](std::string_view day, int months) { return to_iso(months_after(*date_from_iso(day), months).value()); };
    CHECK(after("2026-04-14", 6) == "2026-10-14");
    CHECK(after("2026-08-31", 6) == "2027-02-28");
    CHECK(after("2026-03-31", -13) == "2025-02-28");
    CHECK(after("2026-12-01", 6) == "2027-06-01");
    CHECK_FALSE(months_after(*date_from_iso("9999-12-01"), 1));
}

TEST_CASE("new ids rise") {
    auto before = new_id();
    for (int i = 0; i < 1000; ++i) {
        const auto next = new_id();
        CHECK(next > before);
        before = next;
    }
}

TEST_CASE("a number as text is written out, and reads back as the same") {
    for (const double number : {0.0, 2.5, -7.0, 40000.0, 100000.0, 1e15, 0.000001, 12345678.75}) {
        CAPTURE(number);
        CHECK(decimal_number(plain_number(number)) == number);
    }
    CHECK(plain_number(100000) == "100000");
}
