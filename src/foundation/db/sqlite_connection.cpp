#include "foundation/db/sqlite_connection.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

#include "foundation/base/unicode.h"

namespace db {

static constexpr int busy_milliseconds = 10'000, busy_milliseconds_of_a_write = 250;
static constexpr std::size_t most_statements = 500;

namespace {

class SqliteRow final : public Row {
public:
    SqliteRow(sqlite3_stmt* statement, const Columns& columns) : statement_(statement), columns_(columns) { columns_.start_row(); }

    bool is_null(std::string_view column) const override { return sqlite3_column_type(statement_, index(column)) == SQLITE_NULL; }
    std::int64_t integer(std::string_view column) const override { return sqlite3_column_int64(statement_, index(column)); }
    double real(std::string_view column) const override { return sqlite3_column_double(statement_, index(column)); }
    std::string text(std::string_view column) const override {
        const int i = index(column);
        const void* bytes =
            sqlite3_column_type(statement_, i) == SQLITE_BLOB ? sqlite3_column_blob(statement_, i) : sqlite3_column_text(statement_, i);
        if (!bytes) return {};
        return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, i))};
    }

private:
    int index(std::string_view column) const {
        const int found = columns_.find(column);
        if (found < 0) throw Failure(fmt::format("no column \"{}\" in the answer of: {}", column, sqlite3_sql(statement_)));
        return found;
    }

    sqlite3_stmt* statement_;
    const Columns& columns_;
};

int compare_swedish(void* order, int left_size, const void* left, int right_size, const void* right) {
    return static_cast<const SwedishOrder*>(order)->compare({static_cast<const char*>(left), static_cast<std::size_t>(left_size)},
                                                            {static_cast<const char*>(right), static_cast<std::size_t>(right_size)});
}

bool is_temporary(int code) {
    switch (code & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_NOMEM:
        case SQLITE_IOERR:
        case SQLITE_FULL:
        case SQLITE_CANTOPEN:
        case SQLITE_PROTOCOL: return true;
        default: return false;
    }
}

}  // namespace

/// A statement in the middle of its rows; ready for the next user when this goes.
struct SqliteConnection::Running {
    Statement* statement;
    std::unique_ptr<Statement> own;  ///< when the cached one is already running further out

    explicit Running(Statement* cached) : statement(cached) { statement->in_use = true; }
    explicit Running(std::unique_ptr<Statement> single) : statement(single.get()), own(std::move(single)) {}
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        sqlite3_reset(statement->handle);
        sqlite3_clear_bindings(statement->handle);
        statement->in_use = false;
    }
};

SqliteConnection::Statement::~Statement() { sqlite3_finalize(handle); }

SqliteConnection::SqliteConnection(const Database& of, const std::string& file, Access access) : database_(of), access_(access) {
    const int flags = access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    try {
        if (sqlite3_open_v2(file.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) fail("opening " + file);
        configure(file);
    } catch (...) {
        sqlite3_close_v2(handle_);
        throw;
    }
}

SqliteConnection::~SqliteConnection() {
    statements_.clear();
    sqlite3_close_v2(handle_);
}

void SqliteConnection::configure(const std::string& file) {
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, busy_milliseconds);
    // "name" is always a column, as in PostgreSQL, never a text.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    if (sqlite3_create_collation_v2(handle_, "swedish", SQLITE_UTF8, &swedish_, compare_swedish, nullptr) != SQLITE_OK)
        fail("opening " + file);
    script("PRAGMA foreign_keys = ON; PRAGMA case_sensitive_like = ON; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY");
    if (access_ == Access::read_only) script("PRAGMA query_only = ON; PRAGMA cache_size = -8192");
    else
        script(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864; "
            "PRAGMA secure_delete = FAST");  // a destroyed key leaves no bytes in the page
    // From here on only BEGIN meets a lock, and the writer tries that again itself.
    if (access_ == Access::read_write) sqlite3_busy_timeout(handle_, busy_milliseconds_of_a_write);
}

void SqliteConnection::each(const std::function<void(const Row&)>& visit, std::string_view sql, std::span<const Argument> arguments) {
    const Running now = running(sql, arguments);
    while (step(*now.statement, sql)) {
        read_columns(*now.statement);
        visit(SqliteRow(now.statement->handle, now.statement->columns));
    }
}

std::int64_t SqliteConnection::run(std::string_view sql, std::span<const Argument> arguments) {
    const Running now = running(sql, arguments);
    const auto before = sqlite3_total_changes64(handle_);
    while (step(*now.statement, sql)) {}
    return sqlite3_total_changes64(handle_) == before ? 0 : sqlite3_changes64(handle_);
}

void SqliteConnection::script(std::string_view sql) {
    refuse_after_failure();
    while (!sql.empty()) {
        std::string_view rest;
        const auto statement = prepare(sql, rest);
        if (statement->handle)
            while (step(*statement, sql.substr(0, sql.size() - rest.size()))) {}
        sql = rest;
    }
}

void SqliteConnection::command(std::string_view sql) {
    const auto before = std::exchange(failure_, nullptr);
    const Running now = running(sql, {});
    step(*now.statement, sql);
    failure_ = before;
}

bool SqliteConnection::begin_write() {
    try {
        command("BEGIN IMMEDIATE");
        return true;
    } catch (const Unavailable&) {
        if (!was_locked_) throw;
        return false;
    }
}

bool SqliteConnection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

void SqliteConnection::start_work() {
    failure_ = nullptr;
    after_commit_.clear();
}

void SqliteConnection::finish_work() {
    refuse_after_failure();
    int dangling = 0, peak = 0;
    sqlite3_db_status(handle_, SQLITE_DBSTATUS_DEFERRED_FKS, &dangling, &peak, 0);
    if (dangling != 0) throw ConstraintBroken("FOREIGN KEY constraint failed at the end of the write");
}

void SqliteConnection::refuse_after_failure() const {
    if (failure_) std::rethrow_exception(failure_);
}

std::unique_ptr<SqliteConnection::Statement> SqliteConnection::prepare(std::string_view sql, std::string_view& rest) {
    auto statement = std::make_unique<Statement>();
    const char* tail = nullptr;
    if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement->handle, &tail) !=
        SQLITE_OK)
        fail(sql);
    rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
    return statement;
}

std::unique_ptr<SqliteConnection::Statement> SqliteConnection::prepare_one(std::string_view sql) {
    std::string_view rest;
    auto statement = prepare(sql, rest);
    if (!statement->handle || !trimmed(rest).empty()) fail_with<Failure>(fmt::format("not one statement: {}", sql));
    return statement;
}

SqliteConnection::Running SqliteConnection::running(std::string_view sql, std::span<const Argument> arguments) {
    refuse_after_failure();
    auto cached = statements_.find(sql);
    if (cached == statements_.end()) {
        if (statements_.size() >= most_statements) forget_idle_statements();
        cached = statements_.emplace(sql, prepare_one(sql)).first;
    }
    Statement& statement = *cached->second;
    if (statement.in_use) {
        auto single = prepare_one(sql);
        bind(*single, sql, arguments);
        return Running(std::move(single));
    }
    bind(statement, sql, arguments);
    return Running(&statement);
}

void SqliteConnection::forget_idle_statements() {
    std::erase_if(statements_, [](const auto& entry) { return !entry.second->in_use; });
}

void SqliteConnection::bind(const Statement& statement, std::string_view sql, std::span<const Argument> arguments) {
    if (sqlite3_bind_parameter_count(statement.handle) != static_cast<int>(arguments.size()))
        fail_with<Failure>(fmt::format("{} arguments for: {}", arguments.size(), sql));
    int place = 0;
    for (const Argument& argument : arguments) {
        ++place;
        int code = SQLITE_OK;
        switch (argument.type) {
            case Argument::Type::null: code = sqlite3_bind_null(statement.handle, place); break;
            case Argument::Type::integer: code = sqlite3_bind_int64(statement.handle, place, argument.integer); break;
            case Argument::Type::real: code = sqlite3_bind_double(statement.handle, place, argument.real); break;
            case Argument::Type::text:
                // PostgreSQL refuses both; found here, on the database most tests run on.
                if (argument.text.find('\0') != std::string_view::npos || !is_utf8(argument.text))
                    fail_with<Failure>(fmt::format("argument {} is not UTF-8 text: {}", place, sql));
                code = sqlite3_bind_text64(statement.handle, place, argument.text.data() ? argument.text.data() : "", argument.text.size(),
                                           SQLITE_STATIC, SQLITE_UTF8);
                break;
            case Argument::Type::blob:
                code = sqlite3_bind_blob64(statement.handle, place, argument.text.data() ? argument.text.data() : "", argument.text.size(),
                                           SQLITE_STATIC);
                break;
        }
        if (code != SQLITE_OK) fail(sql);
    }
}

bool SqliteConnection::step(const Statement& statement, std::string_view sql) {
    const int code = sqlite3_step(statement.handle);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(sql);
    return false;
}

void SqliteConnection::read_columns(Statement& statement) const {
    // SQLite prepares anew by itself when a migration has changed a table: SELECT * may have other columns then.
    const int times_prepared = sqlite3_stmt_status(statement.handle, SQLITE_STMTSTATUS_REPREPARE, 0);
    if (times_prepared == statement.times_prepared) return;
    statement.times_prepared = times_prepared;
    statement.columns.clear();
    for (int i = 0; i < sqlite3_column_count(statement.handle); ++i) statement.columns.add(sqlite3_column_name(statement.handle, i));
}

void SqliteConnection::fail(std::string_view sql) {
    const int code = handle_ ? sqlite3_extended_errcode(handle_) : SQLITE_NOMEM;
    was_locked_ = (code & 0xFF) == SQLITE_BUSY;
    const auto message = fmt::format("{}: {}", handle_ ? sqlite3_errmsg(handle_) : "out of memory", trimmed(sql));
    // A wrong type in a STRICT table is a mistake in the program, and PostgreSQL does not call it a constraint.
    if ((code & 0xFF) == SQLITE_CONSTRAINT && code != SQLITE_CONSTRAINT_DATATYPE) fail_with<ConstraintBroken>(message);
    const bool lost_right = (code & 0xFF) == SQLITE_READONLY && access_ == Access::read_write;
    if (is_temporary(code) || lost_right) fail_with<Unavailable>(message);
    fail_with<Failure>(message);
}

template <class Exception>
void SqliteConnection::fail_with(const std::string& message) {
    failure_ = std::make_exception_ptr(Exception(message));
    std::rethrow_exception(failure_);
}

}  // namespace db
