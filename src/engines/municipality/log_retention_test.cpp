#include "engines/municipality/log_retention.h"

#include <catch2/catch.hpp>

#include "engines/municipality/embedded.h"
#include "foundation/db/testing.h"

namespace municipality {

TEST_CASE("the log is kept ten years until the municipality has decided otherwise") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    for (const auto& file : embedded::migrations()) test->write([&](db::Connection& db) { db.script(file.content); });
    CHECK(test->read(log_retention) == LogRetention{10, ""});
    const LogRetention decided{7, "Plan KS 1.7"};
    test->write([&](db::Connection& db) { save(db, decided); });
    CHECK(test->read(log_retention) == decided);
}

TEST_CASE("the log goes in whole months, each when all of its years are over") {
    const auto kept_from = [](std::string_view today) { return to_iso(log_kept_from({10, ""}, *date_from_iso(today))); };
    CHECK(kept_from("2036-11-27") == "2026-11-01");
    CHECK(kept_from("2036-02-29") == "2026-02-01");
    CHECK(kept_from("2036-01-01") == "2026-01-01");
}

}  // namespace municipality
