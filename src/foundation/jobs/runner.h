#pragma once
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "foundation/jobs/periodic.h"

namespace jobs {

/// Called outside any transaction. What it throws is the job's last error, and it is tried again later.
using Handler = std::function<void(const Job&)>;
using Handlers = std::map<std::string, Handler>;

/// Runs what is due on the calling thread until nothing is; how many runs that were. For tests and commands.
int run_due(db::Database&, const Handlers&, std::span<const Periodic> = {});

/// The threads that do a database's jobs. Looks at once when a job was queued in this process, else each second.
class Runner {
public:
    /// `report` is told what goes wrong outside the jobs themselves: a database that is away.
    Runner(db::Database&, Handlers, std::vector<Periodic> = {}, int threads = 2, std::function<void(std::string_view)> report = {});
    ~Runner();
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    void start();
    /// Lets the jobs that run finish; what is queued stays for the next program.
    void stop();
    void wake();
    const db::Database& database() const { return database_; }

private:
    void work();
    bool run_one();
    std::set<JobId> being_done();
    bool is_lost(const Job&);
    void write_down(const Job&, const std::optional<std::string>& error);
    bool wait_a_moment();
    void keep();
    void keep_once(std::int64_t seconds_running);
    void renew_claims();
    /// What an unreachable database throws is reported; the thread goes on.
    template <class Work>
    bool attempt(Work work);

    db::Database& database_;
    const Handlers handlers_;
    const std::vector<Periodic> periodic_;
    const int thread_count_;
    const std::function<void(std::string_view)> report_;
    const std::string worker_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t wakes_ = 0;
    bool stopping_ = false;
    bool all_finished_ = false;
    std::map<JobId, Job> running_;
    std::vector<std::thread> workers_;
    std::thread keeper_;
};

/// Wakes this process's runners of a database.
void wake_runners(const db::Database&);

}  // namespace jobs
