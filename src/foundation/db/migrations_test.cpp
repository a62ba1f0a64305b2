#include "foundation/db/migrations.h"

#include <catch2/catch.hpp>
#include <thread>

#include "foundation/db/testing.h"

using db::Connection;
using db::Migration;

namespace {
const std::vector<Migration> both = {{"notes", "001_notes.sql", "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;"},
                                     {"notes", "002_first.sql", "INSERT INTO note (id, body) VALUES (1, 'first');"}};
std::int64_t count_notes(db::Database& database) {
    return database.read([](Connection& c) { return c.number("SELECT COUNT(*) AS n FROM note"); });
}
}  // namespace

TEST_CASE("each migration is applied once, in order") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    CHECK(db::pending(*test, both).size() == 2);
    db::migrate(*test, std::span(both).first(1));
    const auto left = db::pending(*test, both);
    REQUIRE(left.size() == 1);
    CHECK(left[0].name == "002_first.sql");
    CHECK(test->read([](Connection& c) { return db::applied(c, both).size(); }) == 1);
    db::migrate(*test, both);
    db::migrate(*test, both);
    CHECK(count_notes(*test) == 1);
    CHECK(db::pending(*test, both).empty());
}

TEST_CASE("a migration that was changed after it had been applied is named, and nothing more is applied") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    db::migrate(*test, std::span(both).first(1));
    auto changed = both;
    changed[0].sql = "CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT;";
    CHECK_THROWS_WITH(db::migrate(*test, changed), Catch::Contains("notes/001_notes.sql") && Catch::Contains("new migration"));
    CHECK(count_notes(*test) == 0);
}

TEST_CASE("a migration that fails half-way leaves nothing and may be tried again") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    const std::vector<Migration> broken = {
        both[0], {"notes", "002_first.sql", "INSERT INTO note (id, body) VALUES (1, 'a'); INSERT INTO nowhere VALUES (1);"}};
    CHECK_THROWS_WITH(db::migrate(*test, broken), Catch::Contains("nowhere"));
    CHECK(count_notes(*test) == 0);
    db::migrate(*test, both);
    CHECK(count_notes(*test) == 1);
}

TEST_CASE("programs that start at the same time migrate once") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    std::vector<std::unique_ptr<db::Database>> programs;
    for (int i = 0; i < 4; ++i) programs.push_back(test.another());
    std::vector<std::thread> threads;
    std::atomic<int> failed = 0;
    for (auto& program : programs)
        threads.emplace_back([&] {
            try {
                db::migrate(*program, both);
            } catch (const std::exception&) { ++failed; }
        });
    for (auto& thread : threads) thread.join();
    CHECK(failed == 0);
    CHECK(count_notes(*test) == 1);
}
