#include <catch2/catch.hpp>

#include "foundation/db/connection_string.h"
#include "foundation/db/testing.h"

using db::Connection;

namespace {
bool has_postgresql() { return db::kinds_under_test().size() > 1; }
const auto backend = [](Connection& c) { return c.number("SELECT pg_backend_pid() AS n"); };
}  // namespace

TEST_CASE("a connection that the server closed while it was idle is made anew") {
    if (!has_postgresql()) return;
    db::TestDatabase test(db::Kind::postgresql, 1), other(db::Kind::postgresql, 1);
    const auto before = test->read(backend);
    other->read(
        [&](Connection& c) { return c.number("SELECT CASE WHEN pg_terminate_backend(?::int, 10000) THEN 1 ELSE 0 END AS n", before); });
    CHECK(test->read(backend) != before);
}

TEST_CASE("a connection lost in the middle of a write is unavailable, and the next write has a new one") {
    if (!has_postgresql()) return;
    db::TestDatabase test(db::Kind::postgresql, 1);
    test->write([](Connection& c) { c.script("CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT"); });
    CHECK_THROWS_AS(test->write([](Connection& c) {
        c.execute("INSERT INTO note (id) VALUES (1)");
        c.execute("SELECT pg_terminate_backend(pg_backend_pid())");
        c.execute("INSERT INTO note (id) VALUES (2)");
    }),
                    db::Unavailable);
    test->write([](Connection& c) { c.execute("INSERT INTO note (id) VALUES (3)"); });
    CHECK(test->read([](Connection& c) { return c.number("SELECT SUM(id) AS n FROM note"); }) == 3);
}

TEST_CASE("a value that PostgreSQL cannot read is not repeated in the failure") {
    if (!has_postgresql()) return;
    db::TestDatabase test(db::Kind::postgresql, 1);
    CHECK_THROWS_WITH(test->read([](Connection& c) { return c.number("SELECT CAST(? AS INTEGER) AS n", "secret"); }),
                      Catch::Contains("22P02") && !Catch::Contains("secret"));
}

TEST_CASE("a server that is away is unavailable") {
    CHECK_THROWS_AS(db::Database::open({.kind = db::Kind::postgresql, .connection = "host=/nowhere dbname=none", .schema = "none"}),
                    db::Unavailable);
}

TEST_CASE("a server on another machine is reached with a proved certificate or not at all") {
    for (const auto* here :
         {"", "dbname=torg", "host=/run/postgresql dbname=torg", "host=localhost,127.0.0.1 port=1,2", "postgresql:///torg",
          "host=db.example hostaddr=127.0.0.1", "host=10.0.0.1,10.0.0.2 sslmode=verify-full sslrootcert=ca.pem",
          "postgresql://torg@db.example/torg?sslmode=verify-full"})
        CHECK(db::problem_of_connection(here).empty());
    for (const auto* away : {"host=10.0.0.1", "host=/run/postgresql,10.0.0.1", "hostaddr=10.0.0.1", "host=db.example sslmode=require",
                             "host=localhost.evil.example", "postgresql://torg@db.example/torg"})
        CHECK(db::problem_of_connection(away).find("sslmode=verify-full") != std::string::npos);
    CHECK(db::problem_of_connection("host").find("cannot be read") != std::string::npos);
}

TEST_CASE("two municipalities on one server do not see each other's tables") {
    if (!has_postgresql()) return;
    db::TestDatabase one(db::Kind::postgresql), two(db::Kind::postgresql);
    for (auto* database : {&one, &two})
        (*database)->write([](Connection& c) { c.script("CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT"); });
    one->write([](Connection& c) { c.execute("INSERT INTO note (id) VALUES (1)"); });
    CHECK(two->read([](Connection& c) { return c.number("SELECT COUNT(*) AS n FROM note"); }) == 0);
}
