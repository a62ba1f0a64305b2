#include "foundation/db/sqlite_writer.h"

#include <chrono>

#include "foundation/db/transaction_here.h"

namespace db {

static constexpr std::size_t most_in_a_batch = 256;
/// How long a write waits for another program's lock, as a command or a backup tool takes it; and how long until newcomers do not.
static constexpr std::chrono::seconds patience{5}, patience_of_newcomers{1};
static constexpr auto locked_out = "another program holds the database's lock";

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
        if (locked_out_) throw Unavailable(locked_out);
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
            let_newcomers_in();
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
    begin();
    for (Request* request : batch) run_in_savepoint(*request);
    connection_.command("COMMIT");
}

void SqliteWriter::begin() {
    const auto began = std::chrono::steady_clock::now();
    while (!connection_.begin_write()) {
        const auto waited = std::chrono::steady_clock::now() - began;
        if (waited > patience) throw Unavailable(locked_out);
        if (waited > patience_of_newcomers) refuse_newcomers();
    }
    let_newcomers_in();
}

void SqliteWriter::refuse_newcomers() {
    std::deque<Request*> refused;
    {
        const std::lock_guard lock(mutex_);
        locked_out_ = true;
        refused.swap(waiting_);
    }
    for (Request* request : refused) {
        auto answer = std::move(request->answer);
        answer.set_exception(std::make_exception_ptr(Unavailable(locked_out)));
    }
}

void SqliteWriter::let_newcomers_in() {
    const std::lock_guard lock(mutex_);
    locked_out_ = false;
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
