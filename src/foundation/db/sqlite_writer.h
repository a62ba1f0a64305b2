#pragma once
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "foundation/db/sqlite_connection.h"

namespace db {

/// The one thread that writes. What waits at the same time shares one commit, and so one wait for the disk. While another program holds the
/// lock for long, whoever comes is refused at once: all who answer requests would else stand here, also those who only want to read.
class SqliteWriter {
public:
    SqliteWriter(const Database& of, const std::string& file);
    ~SqliteWriter();

    /// Returns when the work is on disk; throws what the work threw.
    void write(const std::function<void(Connection&)>& work);

private:
    struct Request {
        const std::function<void(Connection&)>* work;
        std::promise<void> answer{};
        std::exception_ptr failure{};
        std::vector<std::function<void()>> after_commit{};
    };

    void serve();
    std::vector<Request*> next_batch();
    void commit_together(const std::vector<Request*>& batch);
    void begin();
    void refuse_newcomers();
    void let_newcomers_in();
    void run_in_savepoint(Request& request);
    void roll_back() noexcept;

    const Database& database_;
    SqliteConnection connection_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Request*> waiting_;
    bool stopping_ = false;
    bool locked_out_ = false;
    std::thread thread_;
};

}  // namespace db
