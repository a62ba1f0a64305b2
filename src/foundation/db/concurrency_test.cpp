#include <atomic>
#include <catch2/catch.hpp>
#include <random>
#include <thread>

#include "foundation/db/testing.h"

using db::Connection;

namespace {

constexpr int accounts = 6;
constexpr int total = accounts * 100;

void make_accounts(db::Database& database) {
    database.write([](Connection& c) {
        c.script(
            "CREATE TABLE account (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL CHECK (amount >= 0)) STRICT;"
            "CREATE TABLE transfer (id INTEGER PRIMARY KEY, number INTEGER NOT NULL UNIQUE) STRICT;"
            "CREATE TABLE receipt (transfer INTEGER NOT NULL REFERENCES transfer DEFERRABLE INITIALLY DEFERRED) STRICT;");
        for (int id = 0; id < accounts; ++id) c.execute("INSERT INTO account (id, amount) VALUES (?, 100)", id);
    });
}

bool leaves_dangling_receipt(unsigned chance) { return chance % 5 == 0; }

/// Moves money, and breaks off in one of several ways part of the time.
void transfer(Connection& c, std::int64_t id, unsigned chance) {
    const int from = static_cast<int>(chance % accounts), to = static_cast<int>(chance / 7 % accounts);
    const auto amount = static_cast<int>(chance / 64 % 60);
    c.execute("UPDATE account SET amount = amount + ? WHERE id = ?", amount, to);
    if (chance % 11 == 0) throw std::runtime_error("changed my mind");
    c.execute("UPDATE account SET amount = amount - ? WHERE id = ?", amount, from);
    if (chance % 13 == 0) c.execute("INSERT INTO nowhere (id) VALUES (1)");
    if (leaves_dangling_receipt(chance)) c.execute("INSERT INTO receipt (transfer) VALUES (-1)");
    const auto next = c.number("SELECT COALESCE(MAX(number), 0) + 1 AS n FROM transfer");
    c.execute("INSERT INTO transfer (id, number) VALUES (?, ?)", id, next);
}

void in_threads(int count, const std::function<void(int)>& work) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back(work, i);
    for (auto& thread : threads) thread.join();
}

}  // namespace

TEST_CASE("with writers and readers at once, every read sees whole writes only, and failing writes leave nothing") {
    const auto kind = GENERATE(from_range(db::kinds_under_test()));
    db::TestDatabase test(kind, 6);
    make_accounts(*test);
    const auto second_program = test.another();
    constexpr int writers = 6, readers = 2, writes_each = 40;
    std::atomic<int> kept = 0, undone = 0, lost = 0, blamed_for_another = 0, half_seen = 0, writing = writers;
    in_threads(writers + readers, [&](int number) {
        db::Database& mine = number % 2 ? *second_program : *test;
        if (number >= writers) {
            do {
                const auto sums = mine.read([](Connection& c) {
                    return std::pair(c.number("SELECT SUM(amount) AS n FROM account"),
                                     c.number("SELECT COUNT(*) - COALESCE(MAX(number), 0) AS n FROM transfer"));
                });
                if (sums != std::pair<std::int64_t, std::int64_t>(total, 0)) ++half_seen;
            } while (writing > 0);
            return;
        }
        std::minstd_rand chance(static_cast<unsigned>(number + 1));
        for (int i = 0; i < writes_each; ++i) {
            const unsigned now = static_cast<unsigned>(chance());
            try {
                mine.write([&](Connection& c) { transfer(c, number * writes_each + i, now); });
                ++kept;
            } catch (const db::Unavailable&) { ++lost; } catch (const db::ConstraintBroken& broken) {
                ++undone;
                const bool own_amount = std::string_view(broken.what()).find("amount") != std::string_view::npos;
                if (!own_amount && !leaves_dangling_receipt(now)) ++blamed_for_another;
            } catch (const std::runtime_error&) { ++undone; }
        }
        --writing;
    });
    CHECK(half_seen == 0);
    CHECK(lost == 0);
    CHECK(blamed_for_another == 0);
    CHECK(undone > 0);
    CHECK(kept + undone == writers * writes_each);
    CHECK(test->read([](Connection& c) { return c.number("SELECT COUNT(*) AS n FROM transfer"); }) == kept);
    CHECK(test->read([](Connection& c) { return c.number("SELECT MAX(number) AS n FROM transfer"); }) == kept);
    CHECK(test->read([](Connection& c) { return c.number("SELECT SUM(amount) AS n FROM account"); }) == total);
}

TEST_CASE("a rule that looks before it writes holds against writers at the same time") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())), 6);
    test->write([](Connection& c) { c.script("CREATE TABLE seat (id INTEGER PRIMARY KEY) STRICT"); });
    std::atomic<int> taken = 0;
    in_threads(6, [&](int number) {
        const bool got_one = test->write([&](Connection& c) {
            if (c.number("SELECT COUNT(*) AS n FROM seat") >= 2) return false;
            c.execute("INSERT INTO seat (id) VALUES (?)", number);
            return true;
        });
        if (got_one) ++taken;
    });
    CHECK(taken == 2);
    CHECK(test->read([](Connection& c) { return c.number("SELECT COUNT(*) AS n FROM seat"); }) == 2);
}

TEST_CASE("writers who take the next number from one row and keep it unique in another table each get their own") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())), 6);
    test->write([](Connection& c) {
        c.script(
            "CREATE TABLE head (id INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT; INSERT INTO head VALUES (1, 0);"
            "CREATE TABLE entry (number INTEGER NOT NULL UNIQUE) STRICT");
    });
    constexpr int writers = 6, writes_each = 15;
    std::atomic<int> refused = 0;
    in_threads(writers, [&](int) {
        for (int i = 0; i < writes_each; ++i) try {
                test->write([](Connection& c) {
                    const auto next = c.number("SELECT last + 1 AS n FROM head WHERE id = 1");
                    c.execute("INSERT INTO entry (number) VALUES (?)", next);
                    c.execute("UPDATE head SET last = ? WHERE id = 1", next);
                });
            } catch (const db::Failure&) { ++refused; }
    });
    CHECK(refused == 0);
    CHECK(test->read([](Connection& c) { return c.number("SELECT MAX(number) AS n FROM entry"); }) == writers * writes_each);
}

TEST_CASE("a value that really is there already is refused, also when the work is tried again") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    test->write(
        [](Connection& c) { c.script("CREATE TABLE entry (number INTEGER NOT NULL UNIQUE) STRICT; INSERT INTO entry VALUES (7)"); });
    CHECK_THROWS_AS(test->write([](Connection& c) { c.execute("INSERT INTO entry (number) VALUES (7)"); }), db::ConstraintBroken);
}

TEST_CASE("more readers than connections wait for their turn") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())), 2);
    std::atomic<int> answered = 0;
    in_threads(12, [&](int number) {
        for (int i = 0; i < 20; ++i)
            if (test->read([&](Connection& c) { return c.number("SELECT ? AS n", number); }) == number) ++answered;
    });
    CHECK(answered == 12 * 20);
}
