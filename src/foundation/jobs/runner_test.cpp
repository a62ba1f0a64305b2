#include "foundation/jobs/runner.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <future>

#include "foundation/db/migrations.h"
#include "foundation/db/testing.h"
#include "foundation/jobs/conclusion.h"
#include "foundation/jobs/embedded.h"

using db::Connection;
using jobs::Handlers;
using jobs::Job;
using jobs::Runner;
using jobs::State;

namespace {

constexpr std::chrono::minutes patience{1};

void make_queue(db::Database& database) {
    std::vector<db::Migration> migrations;
    for (const auto& file : jobs::embedded::migrations()) migrations.push_back({"jobs", std::string(file.name), file.content});
    db::migrate(database, migrations);
}

std::size_t count(db::Database& database, State state) {
    return database.read([&](Connection& c) { return jobs::list(c, {.state = state}, {}, 1000).size(); });
}

}  // namespace

TEST_CASE("a runner does what is queued while it runs") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_queue(*test);
    std::promise<std::string> ran;
    Runner runner(*test, {{"letter", [&](const Job& job) { ran.set_value(job.payload); }}});
    runner.start();
    test->write([](Connection& c) { jobs::enqueue(c, "letter", "[1]"); });
    auto result = ran.get_future();
    REQUIRE(result.wait_for(patience) == std::future_status::ready);
    CHECK(result.get() == "[1]");
    runner.stop();
    CHECK(count(*test, State::done) == 1);
}

TEST_CASE("runners of several programs on one database do each job once") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_queue(*test);
    constexpr int job_count = 60, programs = 3;
    test->write([](Connection& c) {
        for (int i = 0; i < job_count; ++i) jobs::enqueue(c, "count", std::to_string(i));
    });
    std::mutex mutex;
    std::condition_variable changed;
    std::map<std::string, int> runs;
    const Handlers handlers = {{"count", [&](const Job& job) {
                                    const std::lock_guard lock(mutex);
                                    ++runs[job.payload];
                                    changed.notify_all();
                                }}};
    std::vector<std::unique_ptr<db::Database>> databases;
    std::vector<std::unique_ptr<Runner>> runners;
    for (int i = 0; i < programs; ++i) {
        databases.push_back(test.another());
        runners.push_back(std::make_unique<Runner>(*databases.back(), handlers, std::vector<jobs::Periodic>{}, 2));
    }
    for (auto& runner : runners) runner->start();
    {
        std::unique_lock lock(mutex);
        REQUIRE(changed.wait_for(lock, patience, [&] { return runs.size() == job_count; }));
    }
    for (auto& runner : runners) runner->stop();
    CHECK(std::all_of(runs.begin(), runs.end(), [](const auto& run) { return run.second == 1; }));
    CHECK(count(*test, State::done) == job_count);
}

TEST_CASE("a runner that is stopped lets the running job finish and leaves the queued ones") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_queue(*test);
    std::promise<void> begun, go_on;
    std::atomic<bool> finished = false;
    Runner runner(*test,
                  {{"slow",
                    [&](const Job&) {
                        begun.set_value();
                        go_on.get_future().wait();
                        finished = true;
                    }},
                   {"next", [](const Job&) {}}},
                  {}, 1);
    test->write([](Connection& c) { jobs::enqueue(c, "slow"); });
    runner.start();
    REQUIRE(begun.get_future().wait_for(patience) == std::future_status::ready);
    auto stopped = std::async(std::launch::async, [&] {
        runner.stop();
        return finished.load();
    });
    test->write([](Connection& c) { jobs::enqueue(c, "next", "{}", now() + microseconds_an_hour); });
    go_on.set_value();
    CHECK(stopped.get());
    CHECK(count(*test, State::done) == 1);
    CHECK(count(*test, State::queued) == 1);
}

TEST_CASE("a job that was done while the database went away is written down when it is back, and not done again") {
    db::TestDatabase test;
    make_queue(*test);
    const auto other_program = test.another();
    std::promise<void> locked, refused, give_back;
    std::thread holder;
    std::atomic<int> runs = 0;
    std::once_flag once;
    Runner runner(*test,
                  {{"letter",
                    [&](const Job&) {
                        if (++runs > 1) return;
                        jobs::conclude([](Connection& c) { jobs::enqueue(c, "concluded", "{}", now() + microseconds_a_minute); });
                        holder = std::thread([&] {
                            other_program->write([&](Connection&) {
                                locked.set_value();
                                give_back.get_future().wait();
                            });
                        });
                        locked.get_future().wait();
                    }}},
                  {}, 1, [&](std::string_view) { std::call_once(once, [&] { refused.set_value(); }); });
    test->write([](Connection& c) { jobs::enqueue(c, "letter"); });
    runner.start();
    REQUIRE(refused.get_future().wait_for(patience) == std::future_status::ready);
    give_back.set_value();
    holder.join();
    while (count(*test, State::running) > 0) std::this_thread::yield();
    runner.stop();
    CHECK(runs == 1);
    CHECK(count(*test, State::done) == 1);
    CHECK(count(*test, State::queued) == 1);
}

TEST_CASE("what a job concludes is written down with its end, also when it fails, and by no other job") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    make_queue(*test);
    const auto note = [](std::string_view what) {
        jobs::conclude([what](Connection& c) { jobs::enqueue(c, what, "{}", now() + microseconds_a_minute); });
    };
    const Handlers handlers = {{"sends", [&](const Job&) { note("sent"); }},
                               {"fails",
                                [&](const Job&) {
                                    note("failed");
                                    throw std::runtime_error("not taken");
                                }},
                               {"says nothing", [](const Job&) {}}};
    test->write([](Connection& c) {
        for (const auto* name : {"sends", "fails", "says nothing"}) jobs::enqueue(c, name);
    });
    jobs::run_due(*test, handlers);
    const auto queued = [&](std::string_view name) {
        return test->read([&](Connection& c) { return jobs::list(c, {.name = std::string(name)}, {}, 10).size(); });
    };
    CHECK(queued("sent") == 1);
    CHECK(queued("failed") == 1);
}

TEST_CASE("a runner whose database has no queue reports it and goes on until it is stopped") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    std::promise<std::string> reported;
    std::once_flag once;
    Runner runner(*test, {}, {}, 1, [&](std::string_view what) { std::call_once(once, [&] { reported.set_value(std::string(what)); }); });
    runner.start();
    auto report = reported.get_future();
    REQUIRE(report.wait_for(patience) == std::future_status::ready);
    CHECK_THAT(report.get(), Catch::Contains("jobs_job"));
}

TEST_CASE("a runner with a rhythm that cannot be read is refused before it starts") {
    db::TestDatabase test;
    CHECK_THROWS_AS(Runner(*test, {}, {{"sweep", "now and then"}}), std::invalid_argument);
}
