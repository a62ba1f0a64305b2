#include "foundation/db/sqlite_writer.h"

#include "foundation/db/transaction_here.h"

namespace db {

static constexpr std::size_t most_in_a_batch = 256;

SqliteWriter::SqliteWriter(const Database& of, const std::string& file)
    : database_(of), connection_(of, file, SqliteConnection::Access::read_write), thread_([this] { serve(); }) {}

SqliteWriter::~SqliteWriter() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_one();
    thread_.join();
}

void SqliteWriter::write(const std::function<void(Connection&)>& work) {
    Request request{&work};
    auto answer = request.answer.get_future();
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(&request);
    }
    arrived_.notify_one();
    answer.get();
    for (const auto& then : request.after_commit) then();
}

void SqliteWriter::serve() {
    for (auto batch = next_batch(); !batch.empty(); batch = next_batch()) {
        std::exception_ptr common;
        try {
            commit_together(batch);
        } catch (...) {
            common = std::current_exception();
            roll_back();
        }
        // Once answered, the request is gone with the stack of its caller.
        for (Request* request : batch) {
            const auto failure = request->failure ? request->failure : common;
            auto answer = std::move(request->answer);
            if (failure) answer.set_exception(failure);
            else answer.set_value();
        }
    }
}

std::vector<SqliteWriter::Request*> SqliteWriter::next_batch() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
    const auto count = std::min(waiting_.size(), most_in_a_batch);
    std::vector<Request*> batch(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
    return batch;
}

void SqliteWriter::commit_together(const std::vector<Request*>& batch) {
    connection_.command("BEGIN IMMEDIATE");
    for (Request* request : batch) run_in_savepoint(*request);
    connection_.command("COMMIT");
}

void SqliteWriter::run_in_savepoint(Request& request) {
    connection_.command("SAVEPOINT work");
    connection_.start_work();
    try {
        const TransactionHere here(database_, connection_);
        (*request.work)(connection_);
        connection_.finish_work();
        request.after_commit = connection_.take_after_commit();
    } catch (...) {
        request.failure = std::current_exception();
        // A full disk or a failing one makes SQLite undo the whole batch by itself.
        if (!connection_.in_transaction()) throw Unavailable("the database undid a shared commit: the disk is full or failing");
        connection_.command("ROLLBACK TO work");
    }
    connection_.command("RELEASE work");
}

void SqliteWriter::roll_back() noexcept {
    try {
        if (connection_.in_transaction()) connection_.command("ROLLBACK");
    } catch (const Failure&) {
        // The next BEGIN fails and says why.
    }
}

}  // namespace db
