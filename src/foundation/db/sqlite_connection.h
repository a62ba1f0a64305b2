#pragma once
#include <exception>
#include <unordered_map>

#include "foundation/db/columns.h"
#include "foundation/db/database.h"
#include "foundation/db/swedish_order.h"

struct sqlite3;
struct sqlite3_stmt;

namespace db {

/// One SQLite connection, used by one thread at a time, with its prepared statements.
class SqliteConnection final : public Connection {
public:
    enum class Access { read_only, read_write };
    SqliteConnection(const Database& of, const std::string& file, Access access);
    ~SqliteConnection() override;
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    Kind kind() const override { return Kind::sqlite; }
    const Database& database() const override { return database_; }
    void each(const std::function<void(const Row&)>& visit, std::string_view sql, std::span<const Argument> arguments) override;
    std::int64_t run(std::string_view sql, std::span<const Argument> arguments) override;
    void script(std::string_view sql) override;

    /// BEGIN, SAVEPOINT, COMMIT …: also after a failed statement.
    void command(std::string_view sql);
    /// False when another program held the lock for a quarter of a second.
    bool begin_write();
    bool in_transaction() const;
    /// False when a rollback failed: nobody may use it any more.
    bool usable() const { return !in_transaction(); }
    /// A new piece of work begins: earlier failures are not its own.
    void start_work();
    /// Throws what failed during the work, also when the work caught it, and rows that point at nothing.
    void finish_work();
    std::vector<std::function<void()>> take_after_commit() { return std::move(after_commit_); }

private:
    struct Statement {
        sqlite3_stmt* handle = nullptr;
        Columns columns{};
        int times_prepared = -1;
        bool in_use = false;
        Statement() = default;
        ~Statement();
        Statement(const Statement&) = delete;
        Statement& operator=(const Statement&) = delete;
    };
    struct Running;
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    std::unique_ptr<Statement> prepare(std::string_view sql, std::string_view& rest);
    std::unique_ptr<Statement> prepare_one(std::string_view sql);
    Running running(std::string_view sql, std::span<const Argument> arguments);
    void bind(const Statement& statement, std::string_view sql, std::span<const Argument> arguments);
    bool step(const Statement& statement, std::string_view sql);
    void read_columns(Statement& statement) const;
    void forget_idle_statements();
    void configure(const std::string& file);
    void refuse_after_failure() const;
    [[noreturn]] void fail(std::string_view sql);
    template <class Exception>
    [[noreturn]] void fail_with(const std::string& message);

    const Database& database_;
    const Access access_;
    sqlite3* handle_ = nullptr;
    SwedishOrder swedish_;
    std::exception_ptr failure_;
    bool was_locked_ = false;  ///< why the last failure was
    std::unordered_map<std::string, std::unique_ptr<Statement>, TextHash, std::equal_to<>> statements_;
};

}  // namespace db
