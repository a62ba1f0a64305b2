#include "engines/services/usage.h"

#include <catch2/catch.hpp>

#include "engines/services/embedded.h"
#include "foundation/db/migrations.h"
#include "foundation/db/testing.h"

using namespace services;

static void migrate_services(db::Database& db) {
    std::vector<db::Migration> migrations;
    for (const auto& file : embedded::migrations()) migrations.push_back({"services", std::string(file.name), file.content});
    db::migrate(db, migrations);
}

TEST_CASE("half of those who answered a page were under the time that is told, and errors are counted by question") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    migrate_services(*test);
    test->write([](db::Connection& db) {
        for (const auto seconds : {5, 20, 40, 4000}) count_answered(db, "skolskjuts", 1, "child", seconds);
        count_answered(db, "skolskjuts", 1, "way", 900);
        count_answered(db, "skolskjuts", 2, "child", 1);
        count_errors(db, "skolskjuts", 1, {"grade", "child_name"});
        count_errors(db, "skolskjuts", 1, {"grade"});
    });
    const auto found = test->read([](db::Connection& db) { return usage(db, "skolskjuts", 1); });
    CHECK(found.of("child").answered == 4);
    CHECK(found.of("child").half_under_seconds == 30);
    CHECK(found.of("way").answered == 1);
    CHECK_FALSE(found.of("way").half_under_seconds);
    CHECK(found.of("contact").answered == 0);
    CHECK(found.errors.at("grade") == 2);
    CHECK(found.errors.at("child_name") == 1);
}

TEST_CASE("applications that were begun and sent are counted over all versions") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    migrate_services(*test);
    test->write([](db::Connection& db) {
        for (int times = 0; times < 4; ++times) count_answered(db, "skolskjuts", 1, "child", 5);
        count_answered(db, "skolskjuts", 1, "only_some", 5);
        for (int times = 0; times < 2; ++times) count_answered(db, "skolskjuts", 1, sent_page, 5);
        count_answered(db, "skolskjuts", 2, "child", 5);
        const auto all = completion(db, "skolskjuts");
        CHECK(all.begun == 5);
        CHECK(all.sent == 2);
        CHECK(completion(db, "gravtillstand").begun == 0);
    });
}
