#pragma once
#include <exception>
#include <unordered_map>

#include "foundation/db/database.h"

struct pg_conn;
struct pg_result;

namespace db {

/// One PostgreSQL connection, used by one thread at a time, with the names of its prepared statements.
class PostgresqlConnection final : public Connection {
public:
    enum class Access { read_only, read_write };
    PostgresqlConnection(const Database& of, const std::string& connection, const std::string& schema);
    ~PostgresqlConnection() override;
    PostgresqlConnection(const PostgresqlConnection&) = delete;
    PostgresqlConnection& operator=(const PostgresqlConnection&) = delete;

    Kind kind() const override { return Kind::postgresql; }
    const Database& database() const override { return database_; }
    void each(const std::function<void(const Row&)>& visit, std::string_view sql, std::span<const Argument> arguments) override;
    std::int64_t run(std::string_view sql, std::span<const Argument> arguments) override;
    void script(std::string_view sql) override;

    /// Connects again, once, when the server had closed the connection meanwhile.
    void begin(Access access);
    void commit();
    void roll_back() noexcept;
    /// Waits until no other contended write of this schema runs; give_turn_back after the transaction.
    void take_turn();
    void give_turn_back() noexcept;
    /// Another transaction came between: the same work may succeed when it runs again.
    bool met_a_conflict() const { return met_a_conflict_; }
    /// A unique value was there already. Another transaction may have put it there since this one began: PostgreSQL says so instead of
    /// calling it a conflict when it finds that first.
    bool met_a_double() const { return met_a_double_; }
    bool usable() const;
    std::vector<std::function<void()>> take_after_commit() { return std::move(after_commit_); }
    /// Makes the schema and its Swedish order when they are missing.
    void prepare_schema();

private:
    struct ClearResult {
        void operator()(pg_result* result) const;
    };
    using Answer = std::unique_ptr<pg_result, ClearResult>;

    void connect();
    void start_session();
    Answer command(const std::string& sql);
    Answer answer(std::string_view sql, std::span<const Argument> arguments);
    Answer execute_prepared(std::string_view sql, std::span<const Argument> arguments);
    const std::string& prepared(std::string_view sql, std::span<const Argument> arguments);
    void forget_prepared();
    Answer checked(pg_result* result, std::string_view sql);
    void refuse_after_failure() const;
    [[noreturn]] void fail(const pg_result* result, std::string_view sql);
    template <class Exception>
    [[noreturn]] void fail_with(const std::string& message);

    const Database& database_;
    const std::string where_;
    const std::string schema_;
    pg_conn* handle_ = nullptr;
    Access access_ = Access::read_only;
    bool met_a_conflict_ = false, met_a_double_ = false;
    bool lost_right_to_write_ = false;
    bool nothing_done_yet_ = true;  ///< in this transaction
    std::exception_ptr failure_;
    std::int64_t statements_made_ = 0;
    std::unordered_map<std::string, std::string> prepared_;  ///< SQL with the types of its arguments -> name
};

}  // namespace db
