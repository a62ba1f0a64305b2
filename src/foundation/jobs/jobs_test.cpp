#include "foundation/jobs/jobs.h"

#include <catch2/catch.hpp>
#include <set>

#include "foundation/db/migrations.h"
#include "foundation/db/testing.h"
#include "foundation/jobs/embedded.h"
#include "foundation/jobs/queue.h"
#include "foundation/jobs/runner.h"

using db::Connection;
using jobs::Handlers;
using jobs::Job;
using jobs::JobId;
using jobs::State;

namespace {

/// A town's database with the queue in it, and a clock that the test moves.
class Town {
public:
    explicit Town(db::Kind kind) : test_(kind) {
        std::vector<db::Migration> migrations;
        for (const auto& file : jobs::embedded::migrations()) migrations.push_back({"jobs", std::string(file.name), file.content});
        db::migrate(*test_, migrations);
        set_clock(swedish_time(*date_from(2026, 11, 23), 12, 0));
    }
    ~Town() { use_machine_clock(); }

    db::Database& operator*() { return *test_; }
    JobId enqueue(std::string_view name, std::string_view payload = "{}", std::string_view key = {}) {
        return test_->write([&](Connection& c) { return jobs::enqueue(c, name, payload, now(), key); });
    }
    Job job(JobId id) {
        return test_->read([&](Connection& c) { return jobs::find(c, id).value(); });
    }
    std::size_t count(const jobs::Filter& filter = {}) {
        return test_->read([&](Connection& c) { return jobs::list(c, filter).size(); });
    }
    std::optional<Job> claim(std::string_view worker) {
        return test_->write([&](Connection& c) { return jobs::claim(c, worker); });
    }
    bool finish(const Job& job) {
        return test_->write([&](Connection& c) { return jobs::finish(c, job); });
    }
    static void wait(std::int64_t microseconds) { set_clock(now() + microseconds); }

private:
    db::TestDatabase test_;
};

const Handlers failing = {{"fails", [](const Job&) { throw std::runtime_error("the mail server is away"); }}};

}  // namespace

TEST_CASE("a job runs once, with its payload, and is done") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto id = town.enqueue("letter", R"({"case":7})");
    std::vector<std::string> seen;
    const Handlers handlers = {{"letter", [&](const Job& job) { seen.push_back(job.payload); }}};
    CHECK(jobs::run_due(*town, handlers) == 1);
    CHECK(jobs::run_due(*town, handlers) == 0);
    CHECK(seen == std::vector<std::string>{R"({"case":7})"});
    CHECK(town.job(id).state == State::done);
    CHECK(town.job(id).finished_at.has_value());
}

TEST_CASE("a job belongs to the write that queued it: undone together") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    CHECK_THROWS((*town).write([](Connection& c) {
        jobs::enqueue(c, "letter");
        throw std::runtime_error("no");
    }));
    CHECK(town.count() == 0);
}

TEST_CASE("a job that a handler queues runs too") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.enqueue("first");
    const Handlers handlers = {{"first", [&](const Job&) { town.enqueue("second"); }}, {"second", [](const Job&) {}}};
    CHECK(jobs::run_due(*town, handlers) == 2);
}

TEST_CASE("a job waits for its time") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    (*town).write([](Connection& c) { jobs::enqueue(c, "reminder", "{}", now() + microseconds_a_day); });
    const Handlers handlers = {{"reminder", [](const Job&) {}}};
    CHECK(jobs::run_due(*town, handlers) == 0);
    Town::wait(microseconds_a_day);
    CHECK(jobs::run_due(*town, handlers) == 1);
}

TEST_CASE("a key is queued once; when its job has begun it can be queued again") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto first = town.enqueue("index", "{}", "index:7");
    CHECK(town.enqueue("index", "{}", "index:7") == first);
    CHECK(town.enqueue("index", "{}", "index:8") != first);
    REQUIRE(town.claim("w").has_value());
    CHECK(town.enqueue("index", "{}", "index:7") != first);
}

TEST_CASE("jobs without a key are all queued") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    CHECK(town.enqueue("letter") != town.enqueue("letter"));
    CHECK(town.count() == 2);
}

TEST_CASE("all queued jobs of a name can be cancelled, those of other names and running ones stay") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.enqueue("letter");
    REQUIRE(town.claim("w").has_value());
    town.enqueue("letter");
    town.enqueue("letter");
    town.enqueue("index");
    CHECK((*town).write([](Connection& c) { return jobs::cancel_all(c, "letter"); }) == 2);
    CHECK(town.count() == 2);
    CHECK(town.count({.name = "index"}) == 1);
}

TEST_CASE("a queued job can be cancelled by its key, a running one not") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto cancel = [&] { return (*town).write([](Connection& c) { return jobs::cancel(c, "remind:7"); }); };
    town.enqueue("reminder", "{}", "remind:7");
    CHECK(cancel());
    CHECK_FALSE(cancel());
    CHECK(town.count() == 0);
    town.enqueue("reminder", "{}", "remind:7");
    REQUIRE(town.claim("w").has_value());
    CHECK_FALSE(cancel());
    CHECK(town.count() == 1);
}

TEST_CASE("a failed job keeps its error and is tried again, later each time") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto id = town.enqueue("fails");
    CHECK(jobs::run_due(*town, failing) == 1);
    CHECK(town.job(id).state == State::queued);
    CHECK(town.job(id).last_error == "the mail server is away");
    CHECK(town.job(id).due_at > now());
    Town::wait(jobs::pause_after(1) * 2);
    CHECK(jobs::run_due(*town, failing) == 1);
    CHECK(town.job(id).attempts == 2);
}

TEST_CASE("the pause doubles from ten seconds to six hours, give or take a fifth") {
    for (const auto& [attempt, seconds] :
         {std::pair(1, 10), std::pair(2, 20), std::pair(5, 160), std::pair(12, 20480), std::pair(13, 21600), std::pair(99, 21600)})
        for (int i = 0; i < 20; ++i) {
            const auto pause = jobs::pause_after(attempt);
            CHECK(pause >= seconds * microseconds_a_second * 4 / 5);
            CHECK(pause <= seconds * microseconds_a_second * 6 / 5);
        }
    CHECK(std::set<std::int64_t>{jobs::pause_after(9), jobs::pause_after(9), jobs::pause_after(9)}.size() > 1);
}

TEST_CASE("a job that fails too often is dead until somebody tries it again") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto id = town.enqueue("fails");
    for (int attempt = 0; attempt < jobs::most_attempts; ++attempt) {
        CHECK(town.job(id).state == State::queued);
        CHECK(jobs::run_due(*town, failing) == 1);
        Town::wait(microseconds_a_day);
    }
    CHECK(town.job(id).state == State::dead);
    CHECK(jobs::run_due(*town, failing) == 0);
    const auto retry = [&](JobId job) { return (*town).write([&](Connection& c) { return jobs::retry(c, job); }); };
    CHECK(retry(id));
    CHECK_FALSE(retry(JobId{1}));
    CHECK(jobs::run_due(*town, {{"fails", [](const Job&) {}}}) == 1);
    CHECK(town.job(id).state == State::done);
    CHECK(town.job(id).attempts == 1);
    CHECK_FALSE(retry(id));
}

TEST_CASE("a job that no handler knows is tried again and says so") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto id = town.enqueue("mystery");
    CHECK(jobs::run_due(*town, {}) == 1);
    CHECK(town.job(id).state == State::queued);
    CHECK_THAT(town.job(id).last_error, Catch::Contains("mystery"));
}

TEST_CASE("the job of a worker that was killed comes back, and the late worker changes nothing") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto id = town.enqueue("letter");
    const auto lost = town.claim("killed");
    REQUIRE(lost.has_value());
    CHECK_FALSE(town.claim("other").has_value());
    Town::wait(jobs::lease + 1);
    const auto taken = town.claim("other");
    REQUIRE(taken.has_value());
    CHECK(taken->id == id);
    CHECK(taken->attempts == 2);
    CHECK_FALSE(town.finish(*lost));
    CHECK_FALSE((*town).write([&](Connection& c) { return jobs::fail(c, *lost, "late"); }));
    CHECK(town.job(id).state == State::running);
    CHECK(town.finish(*taken));
    CHECK(town.job(id).state == State::done);
}

TEST_CASE("the job of a program that is certainly gone is tried again soon, not when its claim runs out") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto lost = town.enqueue("letter");
    REQUIRE(town.claim("gone").has_value());
    const auto kept = town.enqueue("letter");
    REQUIRE(town.claim("living").has_value());
    CHECK(jobs::try_lost_again(*town, [](const Job& job) { return job.worker == "gone"; }) == 1);
    CHECK(town.job(lost).state == State::queued);
    CHECK(town.job(lost).due_at <= now() + 12 * microseconds_a_second);
    CHECK(town.job(kept).state == State::running);
}

TEST_CASE("a program whose clock jumps ahead does not take its own running job a second time") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto first = town.enqueue("letter"), second = town.enqueue("letter");
    REQUIRE(town.claim("w").has_value());
    Town::wait(microseconds_a_day);
    const auto claimed = (*town).write([&](Connection& c) { return jobs::claim(c, "w", {first}); });
    REQUIRE(claimed.has_value());
    CHECK(claimed->id == second);
    CHECK_FALSE((*town).write([&](Connection& c) { return jobs::claim(c, "w", {first, second}); }).has_value());
}

/// The test's clock goes on while it runs.
static bool is_about(Timestamp one, Timestamp other) { return std::abs(one.value - other.value) < 10 * microseconds_a_second; }

TEST_CASE("when a clock that was ahead is put right, no job waits for the day that it showed") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    (*town).write([](Connection& c) { jobs::enqueue(c, "from today", "{}", now() + 40 * microseconds_a_day); });
    Town::wait(365 * microseconds_a_day);
    const auto running = town.enqueue("running"), failed = town.enqueue("fails");
    REQUIRE(town.claim("w")->name == "from today");
    REQUIRE(town.claim("w")->id == running);
    CHECK(jobs::run_due(*town, failing) == 1);
    const auto at_once = town.enqueue("at once");
    const auto later = (*town).write([](Connection& c) { return jobs::enqueue(c, "later", "{}", now() + microseconds_an_hour); });
    Town::wait(-365 * microseconds_a_day);
    CHECK(jobs::bring_back_from_the_future(*town) == 5);
    CHECK(is_about(town.job(at_once).due_at, now()));
    CHECK(is_about(town.job(failed).due_at, now()));
    CHECK(is_about(town.job(later).due_at, now() + microseconds_an_hour));
    CHECK(is_about(town.job(running).due_at, now() + jobs::lease));
    CHECK(jobs::bring_back_from_the_future(*town) == 0);
}

TEST_CASE("a job that was meant to wait long waits, whatever is done about clocks") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto reminder = (*town).write([](Connection& c) { return jobs::enqueue(c, "reminder", "{}", now() + 40 * microseconds_a_day); });
    CHECK(jobs::bring_back_from_the_future(*town) == 0);
    CHECK(is_about(town.job(reminder).due_at, now() + 40 * microseconds_a_day));
}

TEST_CASE("a worker that renews its claim keeps the job") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.enqueue("archive");
    const auto job = town.claim("slow");
    REQUIRE(job.has_value());
    Town::wait(jobs::lease - microseconds_a_second);
    CHECK((*town).write([&](Connection& c) { return jobs::renew(c, *job); }));
    Town::wait(2 * microseconds_a_second);
    CHECK_FALSE(town.claim("other").has_value());
}

TEST_CASE("a job that stops its program each time is dead in the end, and does not stand in the way") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto id = town.enqueue("poison");
    for (int attempt = 0; attempt < jobs::most_attempts; ++attempt) {
        REQUIRE(town.claim("killed").has_value());
        Town::wait(jobs::lease + 1);
    }
    const auto next = town.enqueue("letter");
    const auto claimed = town.claim("other");
    REQUIRE(claimed.has_value());
    CHECK(claimed->id == next);
    CHECK(town.job(id).state == State::dead);
}

TEST_CASE("done jobs are removed after seven days, dead ones stay") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.enqueue("letter");
    jobs::run_due(*town, {{"letter", [](const Job&) {}}});
    const auto remove = [&] { return (*town).write(jobs::remove_finished); };
    Town::wait(7 * microseconds_a_day - microseconds_a_minute);
    CHECK(remove() == 0);
    town.enqueue("letter");
    Town::wait(2 * microseconds_a_minute);
    CHECK(remove() == 1);
    CHECK(town.count() == 1);
}

TEST_CASE("the list is newest first, by page, state and name") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    std::vector<JobId> ids;
    for (const char* name : {"a", "b", "a", "b", "a"}) ids.push_back(town.enqueue(name));
    jobs::run_due(*town, {{"b", [](const Job&) {}}});
    (*town).read([&](Connection& c) {
        const auto first = jobs::list(c, {}, {}, 2);
        REQUIRE(first.size() == 2);
        CHECK(first[0].id == ids[4]);
        const auto second = jobs::list(c, {}, first[1].id, 2);
        REQUIRE(second.size() == 2);
        CHECK(second[0].id == ids[2]);
        CHECK(jobs::list(c, {.state = State::done}).size() == 2);
        CHECK(jobs::list(c, {.name = "a"}).size() == 3);
        CHECK(jobs::list(c, {.state = State::done, .name = "a"}).empty());
    });
}

TEST_CASE("a periodic job waits for its first time, runs once each time, and once after a stop") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    int runs = 0;
    const Handlers handlers = {{"sweep", [&](const Job&) { ++runs; }}};
    const std::vector<jobs::Periodic> sweep = {{"sweep", "15 min"}};
    const auto run = [&] { return jobs::run_due(*town, handlers, sweep); };
    CHECK(run() == 0);
    Town::wait(14 * microseconds_a_minute);
    CHECK(run() == 0);
    Town::wait(microseconds_a_minute);
    CHECK(run() == 1);
    CHECK(run() == 0);
    Town::wait(microseconds_a_day);
    CHECK(run() == 1);
    CHECK(runs == 2);
}

TEST_CASE("a periodic job does not wait for a day that only a wrong clock showed, and does not run more often either") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    int runs = 0;
    const auto run = [&] {
        jobs::run_due(*town, {{"sweep", [&](const Job&) { ++runs; }}}, std::vector<jobs::Periodic>{{"sweep", "15 min"}});
        return runs;
    };
    run();
    Town::wait(365 * microseconds_a_day);
    CHECK(run() == 1);
    Town::wait(-365 * microseconds_a_day);
    CHECK(run() == 1);
    Town::wait(15 * microseconds_a_minute);
    CHECK(run() == 2);
}

TEST_CASE("a periodic job with a new rhythm follows the new one") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const Handlers handlers = {{"sweep", [](const Job&) {}}};
    const auto run = [&](const char* every) { return jobs::run_due(*town, handlers, std::vector<jobs::Periodic>{{"sweep", every}}); };
    CHECK(run("day 03:00") == 0);
    CHECK(run("5 min") == 0);
    Town::wait(5 * microseconds_a_minute);
    CHECK(run("5 min") == 1);
}
