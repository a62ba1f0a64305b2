/// Law: FL 11 §.
#include "engines/cases/delay.h"

#include "engines/cases/flow_town_for_tests.h"

namespace cases {
namespace {

/// Kim's application must be decided within ten working days: 28 April 2026.
struct LateTown : FlowTown {
    explicit LateTown(db::Kind kind) : FlowTown(kind), receipt(send_in(flow_services::support)) {
        site.run_jobs();
        sent.clear();
    }
    bool is_time(std::string_view day) {
        return read([&](db::Connection& db) {
            return is_time_to_tell_of_delay(db, site.tenant(), find(db, site.tenant(), receipt.id).value(), *date_from_iso(day));
        });
    }
    Result<void> tell(std::string_view expected_on, std::string_view reason = "Vi är få") {
        return as(officer, [&](Change& change) { return tell_of_delay(change, receipt.id, *date_from_iso(expected_on), reason); });
    }
    Receipt receipt;
};

}  // namespace

#define LATE_TOWN()    \
    const Clock clock; \
    LateTown town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("the officer is reminded three working days before the day to decide, until the applicant has been told of a later one") {
    LATE_TOWN();
    CHECK_FALSE(town.is_time("2026-04-22"));
    CHECK(town.is_time("2026-04-23"));
    CHECK(town.is_time("2026-04-29"));
    REQUIRE(town.tell("2026-05-20"));
    CHECK_FALSE(town.is_time("2026-05-20"));
    CHECK(town.is_time("2026-05-21"));
}

TEST_CASE("nobody is late while the applicant must act, or when it is decided") {
    LATE_TOWN();
    REQUIRE(town.as(town.kim, [&](Change& change) { return withdraw(change, town.receipt.id, ""); }));
    CHECK_FALSE(town.is_time("2026-05-29"));
    CHECK(town.tell("2026-05-20").error().fault == Fault::conflict);
}

TEST_CASE("the applicant is told that it takes longer, why, and until when; the notice itself says nothing of why") {
    LATE_TOWN();
    REQUIRE(town.tell("2026-05-20", "Två av oss är sjuka"));
    town.site.run_jobs();
    CHECK(town.subjects() == std::vector<std::string>{"Det tar längre tid än väntat i ärende " + town.receipt.number});
    CHECK(town.sent.front().text.find("sjuka") == std::string::npos);
    CHECK(town.happened(town.receipt.id).back() == EventKind::delayed);
    const auto said = town.read(
        [&](db::Connection& db) { return messages(db, town.site.tenant(), find(db, town.site.tenant(), town.receipt.id).value()); });
    CHECK(said.back().text == "Två av oss är sjuka");
    CHECK(town.now_is(town.receipt.id).due_on == *date_from_iso("2026-04-28"));
}

TEST_CASE("a delay has a reason that is not too long, and a day between tomorrow and two years ahead") {
    LATE_TOWN();
    CHECK(town.tell("2026-04-14").error().fields == std::vector<FieldError>{{"expected_on", "error_delay_day"}});
    CHECK(town.tell("2029-04-14").error().fields == std::vector<FieldError>{{"expected_on", "error_delay_day"}});
    CHECK(town.tell("2026-05-20", "").error().fields == std::vector<FieldError>{{"reason", "error_write_why_late"}});
    std::string longest;
    for (std::size_t i = 0; i < longest_delay_reason; ++i) longest += "ö";
    CHECK(town.tell("2026-05-20", longest + "!").error().fields ==
          std::vector<FieldError>{{"reason", "error_words_too_long", {std::to_string(longest_delay_reason)}}});
    CHECK(town.tell("2026-05-20", longest));
}

}  // namespace cases
