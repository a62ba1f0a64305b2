#include "foundation/db/copy.h"

#include <catch2/catch.hpp>

#include "foundation/db/migrations.h"
#include "foundation/db/testing.h"

using db::Connection;

namespace {

constexpr std::string_view schema =
    "CREATE TABLE unit (id INTEGER PRIMARY KEY, name TEXT NOT NULL, parent INTEGER REFERENCES unit) STRICT;"
    "CREATE TABLE member (unit INTEGER NOT NULL REFERENCES unit, code TEXT NOT NULL, share REAL, photo BLOB, PRIMARY KEY (unit, code)) "
    "STRICT;"
    "CREATE TABLE account (id INTEGER PRIMARY KEY, unit INTEGER NOT NULL REFERENCES unit) STRICT;";

void make_tables(db::Database& database) {
    database.write([](Connection& c) { c.script(schema); });
}

/// A town of units that point at later ones, and enough members for several pages.
void fill(db::Database& database) {
    database.write([](Connection& c) {
        c.script("INSERT INTO unit (id, name, parent) VALUES (7, 'Förskolan Årstaäng', NULL), (2, 'Rektorn', 7), (9, 'Köket', 2);");
        c.execute("UPDATE unit SET parent = 9 WHERE id = 7");
        const std::string bytes("\0\xff\x00 raw", 7);
        for (int i = 0; i < 4500; ++i)
            c.execute("INSERT INTO member (unit, code, share, photo) VALUES (?, ?, ?, ?)", i % 2 == 0 ? 7 : 2, "åäö " + std::to_string(i),
                      i % 3 == 0 ? std::optional<double>() : std::optional(i / 7.0), db::Blob{bytes});
        c.execute("INSERT INTO account (id, unit) VALUES (?, 9)", INT64_MAX);
    });
}

std::vector<db::Table> tables_of(db::Database& sqlite) {
    return sqlite.read([](Connection& c) { return db::tables(c); });
}

/// "unit 7" for the first row that differs.
std::string difference(db::Database& left, db::Database& right, const std::vector<db::Table>& tables) {
    return left.read([&](Connection& one) {
        return right.read([&](Connection& other) -> std::string {
            for (const auto& table : tables)
                if (const auto key = db::first_difference(one, other, table)) return table.name + " " + *key;
            return "";
        });
    });
}

void copy(db::Database& from, db::Database& to, const std::vector<db::Table>& tables) {
    from.read([&](Connection& c) {
        for (const auto& table : tables) db::copy_rows(c, to, table);
    });
}

}  // namespace

TEST_CASE("a table comes after those it points at, and what SQLite keeps for itself is not a table of ours") {
    db::TestDatabase sqlite;
    make_tables(*sqlite);
    sqlite->write([](Connection& c) { c.script("CREATE VIRTUAL TABLE words USING fts5(text)"); });
    const auto tables = tables_of(*sqlite);
    REQUIRE(tables.size() == 3);
    CHECK(tables[0].name == "unit");
    CHECK(tables[0].points_at_itself);
    CHECK(tables[1].name == "account");
    CHECK(tables[2].name == "member");
    CHECK(tables[2].key == std::vector<std::string>{"unit", "code"});
}

TEST_CASE("a table without a key is refused by name") {
    db::TestDatabase sqlite;
    sqlite->write([](Connection& c) { c.script("CREATE TABLE heap (x TEXT) STRICT"); });
    CHECK_THROWS_WITH(tables_of(*sqlite), Catch::Contains("heap"));
}

TEST_CASE("every row comes over to either database and back again, alike to the last byte") {
    const auto kind = GENERATE(from_range(db::kinds_under_test()));
    db::TestDatabase first, other(kind), back;
    for (auto* each : {&first, &other, &back}) make_tables(**each);
    fill(*first);
    const auto tables = tables_of(*first);
    copy(*first, *other, tables);
    CHECK(difference(*first, *other, tables).empty());
    copy(*other, *back, tables);
    CHECK(difference(*first, *back, tables).empty());
    CHECK(back->read([](Connection& c) { return c.number("SELECT COUNT(*) AS n FROM member WHERE share IS NULL"); }) == 1500);
}

TEST_CASE("tables that point at each other are emptied together") {
    db::TestDatabase database(GENERATE(from_range(db::kinds_under_test()))), sqlite;
    make_tables(*database);
    make_tables(*sqlite);
    fill(*database);
    db::empty(*database, tables_of(*sqlite));
    CHECK(difference(*database, *sqlite, tables_of(*sqlite)).empty());
}

TEST_CASE("a database that somebody uses is not filled, one whose filling was broken off is") {
    db::TestDatabase database(GENERATE(from_range(db::kinds_under_test())));
    CHECK(db::claim(*database));
    db::migrate(*database, std::vector<db::Migration>{{"test", "001.sql", schema}});
    CHECK(db::claim(*database));
    db::release(*database);
    CHECK_FALSE(db::claim(*database));
}

TEST_CASE("a changed byte, a missing row and one too many are each found by their key") {
    const auto kind = GENERATE(from_range(db::kinds_under_test()));
    const auto [change, found] = GENERATE(table<std::string, std::string>({
        {"UPDATE member SET share = share + 1e-9 WHERE code = 'åäö 3001'", "member 2, åäö 3001"},
        {"UPDATE unit SET name = '' WHERE id = 9", "unit 9"},
        {"DELETE FROM member WHERE code = 'åäö 4499'", "member 2, åäö 4499"},
        {"INSERT INTO account (id, unit) VALUES (5, 2)", "account 5"},
    }));
    db::TestDatabase first, other(kind);
    make_tables(*first);
    make_tables(*other);
    fill(*first);
    const auto tables = tables_of(*first);
    copy(*first, *other, tables);
    other->write([&, sql = change](Connection& c) { c.script(sql); });
    CHECK(difference(*first, *other, tables) == found);
}
