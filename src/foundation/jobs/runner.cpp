#include "foundation/jobs/runner.h"

#include <algorithm>
#include <chrono>

#include "foundation/jobs/conclusion.h"
#include "foundation/jobs/queue.h"
#include "foundation/jobs/worker_name.h"

namespace jobs {
namespace {

constexpr std::chrono::seconds poll_interval{1};
constexpr std::int64_t seconds_between_renewals = lease / microseconds_a_second / 3;
constexpr std::int64_t seconds_between_removals = 3600, seconds_between_looks = 10;

struct Started {
    std::mutex mutex;
    std::vector<Runner*> runners;
};
Started& started() {
    static Started all;
    return all;
}

/// Of the job that this thread does.
std::function<void(db::Connection&)>& conclusion() {
    thread_local std::function<void(db::Connection&)> of_job;
    return of_job;
}

/// Nothing when it went well, else what to write down.
std::optional<std::string> error_of(const Handlers& handlers, const Job& job) {
    conclusion() = nullptr;
    const auto handler = handlers.find(job.name);
    // During an upgrade the newer program may have it: the job is tried again, and so by that one.
    if (handler == handlers.end()) return "this program has no handler for the job " + job.name;
    try {
        handler->second(job);
        return std::nullopt;
    } catch (const std::exception& error) { return error.what(); } catch (...) {
        return "an unknown error";
    }
}

void record(db::Database& db, const Job& job, const std::optional<std::string>& error) {
    // The database may run the closure on a thread of its own.
    const auto& concluded = conclusion();
    db.write([&](db::Connection& c) {
        if (concluded) concluded(c);
        return error ? fail(c, job, *error) : finish(c, job);
    });
}

std::optional<Job> claim_from(db::Database& db, const std::string& worker, const std::set<JobId>& being_done = {}) {
    if (!db.read(has_due)) return std::nullopt;
    return db.write([&](db::Connection& c) { return claim(c, worker, being_done); });
}

}  // namespace

void conclude(std::function<void(db::Connection&)> write) { conclusion() = std::move(write); }

int run_due(db::Database& db, const Handlers& handlers, std::span<const Periodic> periodic) {
    require_readable(periodic);
    queue_periodic(db, periodic);
    const auto worker = new_worker_name();
    int count = 0;
    while (const auto job = claim_from(db, worker)) {
        record(db, *job, error_of(handlers, *job));
        ++count;
    }
    return count;
}

Runner::Runner(db::Database& database, Handlers handlers, std::vector<Periodic> periodic, int threads,
               std::function<void(std::string_view)> report)
    : database_(database),
      handlers_(std::move(handlers)),
      periodic_(std::move(periodic)),
      thread_count_(threads),
      report_(std::move(report)),
      worker_(new_worker_name()) {
    require_readable(periodic_);
}

Runner::~Runner() { stop(); }

void Runner::start() {
    if (keeper_.joinable()) return;
    stopping_ = all_finished_ = false;
    {
        const std::lock_guard lock(started().mutex);
        started().runners.push_back(this);
    }
    for (int i = 0; i < thread_count_; ++i) workers_.emplace_back([this] { work(); });
    keeper_ = std::thread([this] { keep(); });
}

void Runner::stop() {
    if (!keeper_.joinable()) return;
    {
        const std::lock_guard lock(started().mutex);
        std::erase(started().runners, this);
    }
    const auto say = [this](bool& what) {
        const std::lock_guard lock(mutex_);
        what = true;
        changed_.notify_all();
    };
    say(stopping_);
    for (auto& worker : workers_) worker.join();
    workers_.clear();
    // Claims are renewed until the last job has finished.
    say(all_finished_);
    keeper_.join();
}

void Runner::wake() {
    const std::lock_guard lock(mutex_);
    ++wakes_;
    changed_.notify_all();
}

void Runner::work() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        const auto seen = wakes_;
        lock.unlock();
        const bool ran = attempt([this] { return run_one(); });
        lock.lock();
        if (!ran) changed_.wait_for(lock, poll_interval, [&] { return stopping_ || wakes_ != seen; });
    }
}

std::set<JobId> Runner::being_done() {
    const std::lock_guard lock(mutex_);
    std::set<JobId> ids;
    for (const auto& [id, job] : running_) ids.insert(id);
    return ids;
}

/// Its program has ended; or it is ours, but whether we had got it could not be told when the database went away.
bool Runner::is_lost(const Job& job) {
    const bool was_claimed_just_now = job.due_at + microseconds_a_minute > now() + lease;
    return has_ended(job.worker) || (job.worker == worker_ && !was_claimed_just_now && !being_done().contains(job.id));
}

/// False when the runner is to stop.
bool Runner::wait_a_moment() {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, poll_interval, [&] { return stopping_; });
}

/// What was done and is not written down would be done again: a second letter, a second mail. So this waits for a database that is away.
void Runner::write_down(const Job& job, const std::optional<std::string>& error) {
    for (;;) {
        try {
            return record(database_, job, error);
        } catch (const db::Unavailable& problem) {
            if (report_) report_(problem.what());
            if (!wait_a_moment()) throw;
        }
    }
}

bool Runner::run_one() {
    const auto job = claim_from(database_, worker_, being_done());
    if (!job) return false;
    {
        const std::lock_guard lock(mutex_);
        running_.emplace(job->id, *job);
    }
    const auto end = [this, id = job->id] {
        const std::lock_guard lock(mutex_);
        running_.erase(id);
    };
    try {
        write_down(*job, error_of(handlers_, *job));
    } catch (...) {
        end();
        throw;
    }
    end();
    return true;
}

void Runner::keep() {
    std::unique_lock lock(mutex_);
    for (std::int64_t seconds = 0; !all_finished_; ++seconds) {
        lock.unlock();
        attempt([&] {
            keep_once(seconds);
            return true;
        });
        lock.lock();
        changed_.wait_for(lock, poll_interval, [&] { return all_finished_; });
    }
}

void Runner::keep_once(std::int64_t seconds_running) {
    if (seconds_running % seconds_between_looks == 0) {
        try_lost_again(database_, [this](const Job& job) { return is_lost(job); });
        bring_back_from_the_future(database_);
    }
    queue_periodic(database_, periodic_);
    if (seconds_running % seconds_between_renewals == 0) renew_claims();
    if (seconds_running % seconds_between_removals == 0) database_.write(remove_finished);
}

void Runner::renew_claims() {
    std::vector<Job> claims;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [id, job] : running_) claims.push_back(job);
    }
    if (claims.empty()) return;
    database_.write([&](db::Connection& c) {
        for (const Job& job : claims) renew(c, job);
    });
}

template <class Work>
bool Runner::attempt(Work work) {
    try {
        return work();
    } catch (const std::exception& error) {
        if (report_) report_(error.what());
        return false;
    }
}

void wake_runners(const db::Database& of) {
    const std::lock_guard lock(started().mutex);
    for (Runner* runner : started().runners)
        if (&runner->database() == &of) runner->wake();
}

}  // namespace jobs
