#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <future>
#include <thread>

#include "foundation/db/testing.h"

using db::Connection;

namespace {
/// No file of this process can grow beyond the limit: to SQLite the same as a full disk.
class FullDisk {
public:
    explicit FullDisk(std::uintmax_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

private:
    rlimit before_{};
    void (*handler_)(int);
};
}  // namespace

TEST_CASE("on a full disk every write fails as unavailable, none is half done, and writing goes on when there is room") {
    db::TestDatabase test;
    test->write([](Connection& c) { c.script("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT"); });
    const std::string body(3000, 'x');
    std::atomic<int> unavailable = 0;
    {
        const FullDisk full(static_cast<std::uintmax_t>(test->size()));
        std::vector<std::thread> writers;
        for (int writer = 0; writer < 8; ++writer)
            writers.emplace_back([&, writer] {
                try {
                    test->write([&](Connection& c) {
                        for (int i = 0; i < 10; ++i) c.execute("INSERT INTO note (id, body) VALUES (?, ?)", writer * 10 + i, body);
                    });
                } catch (const db::Unavailable&) { ++unavailable; }
            });
        for (auto& writer : writers) writer.join();
    }
    CHECK(unavailable == 8);
    const auto count = [&] { return test->read([](Connection& c) { return c.number("SELECT COUNT(*) AS n FROM note"); }); };
    CHECK(count() == 0);
    test->write([&](Connection& c) { c.execute("INSERT INTO note (id, body) VALUES (1, ?)", body); });
    CHECK(count() == 1);
}

TEST_CASE("while another program holds the lock, who writes is refused, who reads is not, and afterwards writing goes on") {
    db::TestDatabase test;
    test->write([](Connection& c) { c.script("CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT"); });
    const auto other_program = test.another();
    std::promise<void> locked, give_back;
    std::thread holder([&] {
        other_program->write([&](Connection&) {
            locked.set_value();
            give_back.get_future().wait();
        });
    });
    locked.get_future().wait();
    const auto add = [&](int id) { test->write([&](Connection& c) { c.execute("INSERT INTO note (id) VALUES (?)", id); }); };
    std::thread first_to_wait([&] { CHECK_THROWS_AS(add(1), db::Unavailable); });
    CHECK_THROWS_AS(add(2), db::Unavailable);
    CHECK(test->read([](Connection& c) { return c.number("SELECT COUNT(*) AS n FROM note"); }) == 0);
    first_to_wait.join();
    give_back.set_value();
    holder.join();
    add(3);
    CHECK(test->read([](Connection& c) { return c.number("SELECT COUNT(*) AS n FROM note"); }) == 1);
}

TEST_CASE("a file that cannot be opened says which") {
    CHECK_THROWS_WITH(db::Database::open({.file = "/nowhere/at/all.db"}), Catch::Contains("/nowhere/at/all.db"));
}

TEST_CASE("what is not a database is not called a passing trouble") {
    db::TestDatabase test;
    const auto file = test.place().file + ".txt";
    if (auto* out = std::fopen(file.c_str(), "w")) {
        std::fputs("This is a letter, and by no means a database file.", out);
        std::fclose(out);
    }
    try {
        db::Database::open({.file = file});
        FAIL("opened a text file");
    } catch (const db::Unavailable&) { FAIL("worth trying again?"); } catch (const db::Failure&) {
        SUCCEED();
    }
}
