#include "foundation/db/dialect.h"

#include <catch2/catch.hpp>

using db::postgresql_statement;

TEST_CASE("each ? becomes a numbered parameter, but not in texts, names and comments") {
    const db::Argument arguments[] = {1, "a"};
    CHECK(postgresql_statement("SELECT '?' || \"a?\" /* ? */ FROM t WHERE a = ? AND b = ? -- why?", arguments) ==
          "SELECT '?' || \"a?\" /* ? */ FROM t WHERE a = $1 AND b = $2 -- why?");
    CHECK(postgresql_statement("SELECT 'it''s ?', ?", arguments) == "SELECT 'it''s ?', $1");
}

TEST_CASE("a null argument is written as NULL, so that PostgreSQL need not guess its type") {
    const db::Argument arguments[] = {nullptr, 2};
    CHECK(postgresql_statement("SELECT 1 WHERE ? IS NULL OR a = ?", arguments) == "SELECT 1 WHERE NULL IS NULL OR a = $1");
}

TEST_CASE("type words become PostgreSQL's where they are types, and columns of the same name stay") {
    CHECK(postgresql_statement("CREATE TABLE t (id INTEGER PRIMARY KEY, real REAL, text TEXT NOT NULL, b BLOB,\n"
                               "  CHECK (real > 0 AND text <> 'TEXT'), UNIQUE (id, text)) STRICT, WITHOUT ROWID",
                               {}) ==
          "CREATE TABLE t (id BIGINT PRIMARY KEY, real DOUBLE PRECISION, text TEXT COLLATE \"C\" NOT NULL, b BYTEA,\n"
          "  CHECK (real > 0 AND text <> 'TEXT'), UNIQUE (id, text))   ");
    CHECK(postgresql_statement("INSERT INTO t (strict, rowid) VALUES (1, 2), (3, 4)", {}) ==
          "INSERT INTO t (strict, rowid) VALUES (1, 2), (3, 4)");
    CHECK(postgresql_statement("ALTER TABLE t ADD COLUMN text TEXT", {}) == "ALTER TABLE t ADD COLUMN text TEXT COLLATE \"C\"");
    CHECK(postgresql_statement("ALTER TABLE t ADD integer INTEGER", {}) == "ALTER TABLE t ADD integer BIGINT");
    CHECK(postgresql_statement("SELECT CAST(a AS INTEGER), CAST((b) AS REAL), CAST(c AS TEXT), body AS real FROM t", {}) ==
          "SELECT CAST(a AS BIGINT), CAST((b) AS DOUBLE PRECISION), CAST(c AS TEXT), body AS real FROM t");
}

TEST_CASE("a text column keeps the order that it asks for") {
    CHECK(postgresql_statement("CREATE TABLE t (a TEXT COLLATE swedish, b TEXT -- the title\n)", {}) ==
          "CREATE TABLE t (a TEXT COLLATE swedish, b TEXT COLLATE \"C\" -- the title\n)");
}

TEST_CASE("a script is cut at its semicolons, but not in texts and comments") {
    const auto statements = db::statements_of("-- first; of all\nINSERT INTO t VALUES ('a;b');\n\n;/* ; */ SELECT 2 ; -- end;\n");
    REQUIRE(statements.size() == 2);
    CHECK(statements[0] == "-- first; of all\nINSERT INTO t VALUES ('a;b')");
    CHECK(statements[1] == "/* ; */ SELECT 2 ");
    CHECK(db::statements_of("-- nothing\n").empty());
    CHECK(db::statements_of("SELECT 'open").size() == 1);
}
