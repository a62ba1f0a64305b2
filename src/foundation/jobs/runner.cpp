#include "foundation/jobs/runner.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "foundation/jobs/queue.h"

namespace jobs {
namespace {

constexpr std::chrono::seconds poll_interval{1};
constexpr std::int64_t seconds_between_renewals = lease / microseconds_a_second / 3;
constexpr std::int64_t seconds_between_removals = 3600;

struct Started {
    std::mutex mutex;
    std::vector<Runner*> runners;
};
Started& started() {
    static Started all;
    return all;
}

/// Another name each time, so that a claim of a program that was restarted is not taken for its own.
std::string new_worker_name() {
    char host[256] = "";
    gethostname(host, sizeof host - 1);
    return std::string(host) + ":" + std::to_string(getpid()) + ":" + std::to_string(new_id());
}

/// Nothing when it went well, else what to write down.
std::optional<std::string> error_of(const Handlers& handlers, const Job& job) {
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

void run(db::Database& db, const Handlers& handlers, const Job& job) {
    const auto error = error_of(handlers, job);
    db.write([&](db::Connection& c) { return error ? fail(c, job, *error) : finish(c, job); });
}

std::optional<Job> claim_from(db::Database& db, const std::string& worker) {
    if (!db.read(has_due)) return std::nullopt;
    return db.write([&](db::Connection& c) { return claim(c, worker); });
}

}  // namespace

int run_due(db::Database& db, const Handlers& handlers, std::span<const Periodic> periodic) {
    require_readable(periodic);
    queue_periodic(db, periodic);
    const auto worker = new_worker_name();
    int count = 0;
    while (const auto job = claim_from(db, worker)) {
        run(db, handlers, *job);
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

bool Runner::run_one() {
    const auto job = claim_from(database_, worker_);
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
        run(database_, handlers_, *job);
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
