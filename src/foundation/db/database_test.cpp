#include "foundation/db/database.h"

#include <catch2/catch.hpp>
#include <limits>

#include "foundation/base/id.h"
#include "foundation/base/time.h"
#include "foundation/db/testing.h"

using db::Connection;
using db::Row;

namespace {
const auto text_of = [](const Row& row) { return row.text("name"); };

void make_people(db::Database& database) {
    database.write([](Connection& c) {
        c.script(
            "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, height REAL, picture BLOB,\n"
            "  CHECK (name <> '')) STRICT; -- a comment; with a semicolon\n"
            "CREATE TABLE pet (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES person DEFERRABLE INITIALLY DEFERRED) STRICT;");
    });
}
void add_person(Connection& c, std::int64_t id, std::string_view name) {
    c.execute("INSERT INTO person (id, name) VALUES (?, ?)", id, name);
}
std::int64_t count_people(db::Database& database) {
    return database.read([](Connection& c) { return c.number("SELECT COUNT(*) AS n FROM person"); });
}
}  // namespace

TEST_CASE("what is written comes back as it was") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    const std::string bytes("\0\xFF'\\x", 5);
    const std::string name = "Åsa \"O'Neill\" \\ ? $1 \xF0\x9F\x8F\xA0";
    test->write([&](Connection& c) {
        c.execute("INSERT INTO person (id, name, height, picture) VALUES (?, ?, ?, ?)", std::numeric_limits<std::int64_t>::max(), name, 0.1,
                  db::Blob{bytes});
        c.execute("INSERT INTO person (id, name, height, picture) VALUES (?, ?, ?, ?)", std::numeric_limits<std::int64_t>::min(), "b",
                  std::optional<double>{}, db::Blob{""});
    });
    test.reopen();
    test->read([&](Connection& c) {
        const auto rows = c.all(
            [](const Row& row) {
                return std::tuple(row.integer("id"), row.text("name"), row.real("height"), row.is_null("height"), row.text("picture"));
            },
            "SELECT * FROM person ORDER BY id DESC");
        REQUIRE(rows.size() == 2);
        CHECK(rows[0] == std::tuple(std::numeric_limits<std::int64_t>::max(), name, 0.1, false, bytes));
        CHECK(rows[1] == std::tuple(std::numeric_limits<std::int64_t>::min(), std::string("b"), 0.0, true, std::string()));
    });
}

TEST_CASE("arguments may stand where their type cannot be seen from a column") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    test->write([](Connection& c) { add_person(c, 1, "Bo"); });
    test->read([](Connection& c) {
        CHECK(c.number("SELECT ? + 1 AS n", 5'000'000'000) == 5'000'000'001);
        CHECK(c.number("SELECT COALESCE(?, ?) AS n", nullptr, 7) == 7);
        CHECK(c.one([](const Row& r) { return r.text("t"); }, "SELECT ? || ? AS t", "å", "ä") == "åä");
        for (const auto& wanted : {std::optional<std::int64_t>{}, std::optional<std::int64_t>{1}})
            CHECK(c.number("SELECT COUNT(*) AS n FROM person WHERE (? IS NULL OR id = ?)", wanted, wanted) == 1);
        CHECK(c.number("SELECT COUNT(*) AS n FROM person WHERE (? IS NULL OR id = ?)", 2, 2) == 0);
        CHECK(c.number("SELECT CAST(SUM(id) AS INTEGER) AS n FROM person WHERE name = ?", "Bo") == 1);
        CHECK(c.number("SELECT SUM(id) AS n FROM person LIMIT ?", 5) == 1);
    });
}

TEST_CASE("execute tells how many rows it touched") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    test->write([](Connection& c) {
        CHECK(c.execute("INSERT INTO person (id, name) VALUES (1, 'a'), (2, 'b')") == 2);
        CHECK(c.execute("UPDATE person SET height = ? WHERE id > ?", 1.5, 0) == 2);
        CHECK(c.execute("DELETE FROM person WHERE id = ?", 9) == 0);
        CHECK(c.execute("CREATE INDEX person_by_height ON person (height)") == 0);
        CHECK(c.execute("INSERT INTO person (id, name) VALUES (2, 'c') ON CONFLICT (id) DO UPDATE SET name = excluded.name") == 1);
        CHECK(c.one(text_of, "DELETE FROM person WHERE id = 2 RETURNING name") == "c");
    });
}

TEST_CASE("a column that is not in the answer is named") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    CHECK_THROWS_WITH(test->read([](Connection& c) { return c.one(text_of, "SELECT 1 AS number"); }),
                      Catch::Contains("no column \"name\""));
}

TEST_CASE("names sort in Swedish order on both databases, and by bytes without it") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    test->write([](Connection& c) {
        std::int64_t id = 0;
        for (const char* name : {"Öberg", "Zorn", "Åberg", "Ärla", "andersson", "Berg", "Andersson", "éclair"}) add_person(c, ++id, name);
    });
    test->read([](Connection& c) {
        CHECK(c.all(text_of, "SELECT name FROM person ORDER BY name COLLATE swedish") ==
              std::vector<std::string>{"andersson", "Andersson", "Berg", "éclair", "Zorn", "Åberg", "Ärla", "Öberg"});
        CHECK(c.all(text_of, "SELECT name FROM person ORDER BY name") ==
              std::vector<std::string>{"Andersson", "Berg", "Zorn", "andersson", "Ärla", "Åberg", "Öberg", "éclair"});
    });
}

TEST_CASE("in Swedish order only equal texts are equal, however alike they look") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    const auto same = [](const char* right) {
        return
            [right](Connection& c) { return c.number("SELECT CASE WHEN ? = ? COLLATE swedish THEN 1 ELSE 0 END AS n", "\xC3\xA9", right); };
    };
    CHECK(test->read(same("e\xCC\x81")) == 0);
    CHECK(test->read(same("\xC3\xA9")) == 1);
}

TEST_CASE("LIKE tells upper case from lower on both databases") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    test->write([](Connection& c) { add_person(c, 1, "Anna"); });
    const auto like = [](const char* pattern) {
        return [pattern](Connection& c) { return c.number("SELECT COUNT(*) AS n FROM person WHERE name LIKE ?", pattern); };
    };
    CHECK(test->read(like("Ann%")) == 1);
    CHECK(test->read(like("ann%")) == 0);
    CHECK(test->write(like("ann%")) == 0);
}

TEST_CASE("a write that throws leaves nothing and its exception reaches the caller") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    CHECK_THROWS_AS(test->write([](Connection& c) {
        add_person(c, 1, "a");
        throw std::out_of_range("mine");
    }),
                    std::out_of_range);
    CHECK(count_people(*test) == 0);
    test->write([](Connection& c) { add_person(c, 1, "a"); });
    CHECK(count_people(*test) == 1);
}

TEST_CASE("broken constraints are told apart from other failures, without the values") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    test->write([](Connection& c) { add_person(c, 1, "secret"); });
    const auto write = [&](std::string_view sql, const auto&... arguments) {
        test->write([&](Connection& c) { c.execute(sql, arguments...); });
    };
    CHECK_THROWS_AS(write("INSERT INTO person (id, name) VALUES (?, ?)", 2, "secret"), db::ConstraintBroken);
    CHECK_THROWS_WITH(write("INSERT INTO person (id, name) VALUES (?, ?)", 2, "secret"), !Catch::Contains("secret"));
    CHECK_THROWS_AS(write("INSERT INTO person (id, name) VALUES (?, ?)", 2, nullptr), db::ConstraintBroken);
    CHECK_THROWS_AS(write("INSERT INTO person (id, name) VALUES (?, ?)", 2, ""), db::ConstraintBroken);
    CHECK_THROWS_AS(write("INSERT INTO pet (id, owner) VALUES (?, ?)", 1, 99), db::ConstraintBroken);
    CHECK_THROWS_WITH(write("INSERT INTO nowhere VALUES (1)"), Catch::Contains("nowhere"));
    CHECK_THROWS_AS(write("SELECT \"no such column\""), db::Failure);
    CHECK_THROWS_AS(write("INSERT INTO person (id, name) VALUES (?, ?)", 1), db::Failure);
    for (const std::string& text : {std::string("a\0b", 3), std::string("\xFF")}) {
        CHECK_THROWS_AS(write("INSERT INTO person (id, name) VALUES (?, ?)", 3, text), db::Failure);
    }
    CHECK(count_people(*test) == 1);
}

TEST_CASE("rows that point at each other may come in any order within a write") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    test->write([](Connection& c) {
        c.execute("INSERT INTO pet (id, owner) VALUES (1, 1)");
        add_person(c, 1, "a");
    });
    CHECK(count_people(*test) == 1);
}

TEST_CASE("a write cannot go on after a statement has failed") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    bool second_ran = false;
    CHECK_THROWS_AS(test->write([&](Connection& c) {
        add_person(c, 1, "a");
        try {
            add_person(c, 1, "b");
        } catch (const db::ConstraintBroken&) {}
    }),
                    db::ConstraintBroken);
    CHECK_THROWS_AS(test->write([&](Connection& c) {
        try {
            c.execute("INSERT INTO nowhere VALUES (1)");
        } catch (const db::Failure&) {}
        add_person(c, 2, "b");
        second_ran = true;
    }),
                    db::Failure);
    CHECK_FALSE(second_ran);
    CHECK(count_people(*test) == 0);
}

TEST_CASE("a read cannot write") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    CHECK_THROWS_AS(test->read([](Connection& c) { add_person(c, 1, "a"); }), db::Failure);
    CHECK(count_people(*test) == 0);
}

TEST_CASE("a read goes on seeing what it saw first") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    const auto other = test.another();
    test->read([&](Connection& c) {
        CHECK(c.number("SELECT COUNT(*) AS n FROM person") == 0);
        other->write([](Connection& w) { add_person(w, 1, "a"); });
        CHECK(c.number("SELECT COUNT(*) AS n FROM person") == 0);
    });
    CHECK(count_people(*test) == 1);
}

TEST_CASE("a read inside a read or a write joins it, even when there is one connection") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())), 1);
    make_people(*test);
    test->write([&](Connection& c) {
        add_person(c, 1, "a");
        CHECK(count_people(*test) == 1);
    });
    test->read([&](Connection&) { CHECK(count_people(*test) == 1); });
}

TEST_CASE("a write inside a read or a write is refused instead of waiting for itself") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())), 1);
    make_people(*test);
    const auto inner = [&] { test->write([](Connection& c) { add_person(c, 1, "a"); }); };
    CHECK_THROWS_AS(test->write([&](Connection&) { inner(); }), db::Failure);
    CHECK_THROWS_AS(test->read([&](Connection&) { inner(); }), db::Failure);
    CHECK(count_people(*test) == 0);
}

TEST_CASE("the same query may run inside its own rows") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    test->write([](Connection& c) { c.execute("INSERT INTO person (id, name) VALUES (1, 'a'), (2, 'b')"); });
    std::string seen;
    const std::string sql = "SELECT name FROM person ORDER BY id";
    test->read([&](Connection& c) {
        c.each([&](const Row& outer) { c.each([&](const Row& inner) { seen += outer.text("name") + inner.text("name") + " "; }, sql, {}); },
               sql, {});
    });
    CHECK(seen == "aa ab ba bb ");
}

TEST_CASE("a query with a star sees a column that was added after it first ran") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())), 1);
    make_people(*test);
    test->write([](Connection& c) { add_person(c, 1, "a"); });
    const auto star = [](Connection& c) { return c.one([](const Row& row) { return row.integer("id"); }, "SELECT * FROM person").value(); };
    CHECK(test->read(star) == 1);
    CHECK(test->write(star) == 1);
    test.another()->write([](Connection& c) { c.script("ALTER TABLE person ADD COLUMN extra INTEGER NOT NULL DEFAULT 7"); });
    const auto extra = [](Connection& c) {
        return c.one([](const Row& row) { return row.integer("extra"); }, "SELECT * FROM person").value();
    };
    CHECK(test->read(extra) == 7);
    CHECK(test->write(extra) == 7);
}

TEST_CASE("what waits for the commit runs after it, once, and not at all when the write is undone") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    std::vector<std::int64_t> seen;
    test->write([&](Connection& c) {
        add_person(c, 1, "a");
        c.after_commit([&] { seen.push_back(count_people(*test)); });
        CHECK(seen.empty());
    });
    CHECK(seen == std::vector<std::int64_t>{1});
    CHECK_THROWS(test->write([&](Connection& c) {
        c.after_commit([&] { seen.push_back(0); });
        throw std::runtime_error("no");
    }));
    test->write([](Connection& c) { add_person(c, 2, "b"); });
    CHECK(seen.size() == 1);
}

TEST_CASE("ids, times and days are bound and read as themselves") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    using PersonId = Id<struct PersonTag>;
    test->read([](Connection& c) {
        const auto row = c.one(
            [](const Row& r) { return std::tuple(r.as<PersonId>("id"), r.as<Timestamp>("at"), r.as<Date>("day"), r.maybe<Date>("none")); },
            "SELECT ? AS id, ? AS at, ? AS day, ? AS none", PersonId{7}, Timestamp{8}, Date{9}, std::optional<Date>{});
        CHECK(row == std::tuple(PersonId{7}, Timestamp{8}, Date{9}, std::optional<Date>{}));
    });
}

TEST_CASE("the size grows with what is stored") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_people(*test);
    const auto before = test->size();
    CHECK(before > 0);
    const std::string large(1'000'000, 'x');
    test->write([&](Connection& c) { c.execute("INSERT INTO person (id, name, picture) VALUES (1, 'a', ?)", db::Blob{large}); });
    CHECK(test->size() > before);
}
