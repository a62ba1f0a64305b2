#include "engines/public_register/public_register.h"

#include <catch2/catch.hpp>

#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace public_register {

TEST_CASE("a case is entered once, and an event makes one record") {
    TestSite site({}, GENERATE(from_range(db::kinds_under_test())));
    const auto unit = site.unit("skola");
    site.db().write([&](db::Connection& db) {
        enter(db, {.case_id = 1,
                   .number = "SKJ-2026-0001",
                   .unit = unit,
                   .title_sv = "Skolskjuts",
                   .title_en = "School transport",
                   .received_on = Date{20000}});
        enter(
            db,
            {.case_id = 1, .number = "SKJ-2026-0001", .unit = unit, .title_sv = "Annat", .title_en = "Other", .received_on = Date{20001}});
        add_record(db, 1, "received", "application", Timestamp{5}, 77);
        add_record(db, 1, "received", "application", Timestamp{5}, 77);
        add_record(db, 1, "dispatched", "decision", Timestamp{6}, 78);
    });
    const auto entry = site.db().read([](db::Connection& db) { return find(db, "SKJ-2026-0001"); });
    REQUIRE(entry);
    CHECK(entry->title_sv == "Skolskjuts");
    const auto all = site.db().read([&](db::Connection& db) { return records(db, *entry); });
    REQUIRE(all.size() == 2);
    CHECK(all[1].ordinal == 2);
    CHECK(all[1].kind == "decision");
}

TEST_CASE("a case that is taken up again is no longer closed") {
    TestSite site({});
    const auto unit = site.unit("skola");
    const auto closed_on = [&] { return site.db().read([](db::Connection& db) { return find(db, "SKJ-2026-0001")->closed_on; }); };
    site.db().write([&](db::Connection& db) {
        enter(db, {.case_id = 1,
                   .number = "SKJ-2026-0001",
                   .unit = unit,
                   .title_sv = "Skolskjuts",
                   .title_en = "School transport",
                   .received_on = Date{20000}});
        close(db, 1, Date{20010});
    });
    CHECK(closed_on() == Date{20010});
    site.db().write([](db::Connection& db) { reopen(db, 1); });
    CHECK_FALSE(closed_on());
}

TEST_CASE("what is in no register cannot be mended") {
    TestSite site({});
    site.db().write([](db::Connection& db) {
        CHECK(retitle(db, {}, 4711, "a", "b").error().fault == Fault::not_found);
        CHECK(set_secrecy(db, {}, 4711, {}).error().fault == Fault::not_found);
    });
    CHECK_FALSE(site.last_audit());
}

}  // namespace public_register
