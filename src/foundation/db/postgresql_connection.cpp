#include "foundation/db/postgresql_connection.h"

#include <fmt/format.h>
#include <postgresql/libpq-fe.h>

#include <array>
#include <charconv>
#include <utility>

#include "foundation/base/unicode.h"
#include "foundation/db/columns.h"
#include "foundation/db/dialect.h"

namespace db {

static constexpr std::size_t most_statements = 500;

namespace {

// Type numbers of PostgreSQL's catalogue, the same in every cluster (src/include/catalog/pg_type.dat).
constexpr Oid type_bool = 16, type_bytea = 17, type_int8 = 20, type_text = 25, type_float8 = 701;

template <class Number>
std::optional<Number> number_from(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

class PostgresqlRow final : public Row {
public:
    PostgresqlRow(const PGresult* result, int row, const Columns& columns, std::string_view sql)
        : result_(result), row_(row), columns_(columns), sql_(sql) {
        columns_.start_row();
    }

    bool is_null(std::string_view column) const override { return PQgetisnull(result_, row_, index(column)) != 0; }
    std::int64_t integer(std::string_view column) const override {
        const int i = index(column);
        const auto value = raw(i);
        if (PQftype(result_, i) == type_bool) return value == "t";
        if (const auto whole = number_from<std::int64_t>(value)) return *whole;
        return static_cast<std::int64_t>(number_from<double>(value).value_or(0));
    }
    double real(std::string_view column) const override { return number_from<double>(raw(index(column))).value_or(0); }
    std::string text(std::string_view column) const override {
        const int i = index(column);
        return PQftype(result_, i) == type_bytea ? bytes(i) : std::string(raw(i));
    }

private:
    int index(std::string_view column) const {
        const int found = columns_.find(column);
        if (found < 0) throw Failure(fmt::format("no column \"{}\" in the answer of: {}", column, sql_));
        return found;
    }
    std::string_view raw(int column) const {
        return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
    }
    std::string bytes(int column) const {
        std::size_t size = 0;
        const std::unique_ptr<unsigned char, decltype(&PQfreemem)> plain(
            PQunescapeBytea(reinterpret_cast<const unsigned char*>(PQgetvalue(result_, row_, column)), &size), PQfreemem);
        return {reinterpret_cast<const char*>(plain.get()), size};
    }

    const PGresult* result_;
    int row_;
    const Columns& columns_;
    std::string_view sql_;
};

char type_letter(Argument::Type type) { return "niftb"[static_cast<int>(type)]; }

Oid type_number(Argument::Type type) {
    switch (type) {
        case Argument::Type::integer: return type_int8;
        case Argument::Type::real: return type_float8;
        case Argument::Type::blob: return type_bytea;
        default: return type_text;
    }
}

/// The arguments that are not null, as libpq wants them: numbers as text, text and bytes as they are.
class Parameters {
public:
    explicit Parameters(std::span<const Argument> arguments) : numbers_(arguments.size()) {
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const Argument& argument = arguments[i];
            if (argument.type == Argument::Type::integer) add_number(numbers_[i], argument.integer);
            else if (argument.type == Argument::Type::real) add_number(numbers_[i], argument.real);
            else if (argument.type != Argument::Type::null) add(argument.text.data() ? argument.text.data() : "", argument.text.size(), 1);
        }
    }
    int count() const { return static_cast<int>(values_.size()); }
    const char* const* values() const { return values_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

private:
    using Digits = std::array<char, 40>;

    void add_number(Digits& digits, auto number) {
        *std::to_chars(digits.data(), digits.data() + digits.size() - 1, number).ptr = '\0';
        add(digits.data(), 0, 0);
    }
    void add(const char* value, std::size_t length, int format) {
        values_.push_back(value);
        lengths_.push_back(static_cast<int>(length));
        formats_.push_back(format);
    }

    std::vector<Digits> numbers_;
    std::vector<const char*> values_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

std::string field(const PGresult* result, int which) {
    const char* value = result ? PQresultErrorField(result, which) : nullptr;
    return value ? value : "";
}

/// What PostgreSQL says, without the values that it repeats for data that it could not read (class 22) and in details.
std::string reason(const PGresult* result, PGconn* connection) {
    const std::string state = field(result, PG_DIAG_SQLSTATE);
    if (state.empty()) return std::string(trimmed(PQerrorMessage(connection)));
    if (state.starts_with("22")) return "a value that the type does not accept, " + state;
    return field(result, PG_DIAG_MESSAGE_PRIMARY) + ", " + state;
}

std::string quoted_name(std::string_view name) {
    std::string quoted = "\"";
    for (const char c : name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}
std::string quoted_text(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
    return quoted + "'";
}

}  // namespace

void PostgresqlConnection::ClearResult::operator()(pg_result* result) const { PQclear(result); }

PostgresqlConnection::PostgresqlConnection(const Database& of, const std::string& connection, const std::string& schema)
    : database_(of), where_(connection), schema_(schema) {
    try {
        connect();
    } catch (...) {
        PQfinish(handle_);
        throw;
    }
}

PostgresqlConnection::~PostgresqlConnection() { PQfinish(handle_); }

void PostgresqlConnection::connect() {
    prepared_.clear();
    PQfinish(std::exchange(handle_, nullptr));
    // What the connection string says comes last and so goes first. Milliseconds without an answer from the network: tcp_user_timeout.
    const char* const names[] = {"connect_timeout", "tcp_user_timeout", "application_name", "dbname", nullptr};
    const char* const values[] = {"5", "15000", "torg", where_.c_str(), nullptr};
    handle_ = PQconnectdbParams(names, values, 1);
    if (PQstatus(handle_) != CONNECTION_OK) throw Unavailable(fmt::format("PostgreSQL: {}", trimmed(PQerrorMessage(handle_))));
    PQsetNoticeProcessor(
        handle_, [](void*, const char*) {}, nullptr);
    PQsetClientEncoding(handle_, "UTF8");
    start_session();
}

void PostgresqlConnection::start_session() {
    command(
        fmt::format("SET search_path TO {}; SET TimeZone TO 'UTC'; SET lock_timeout TO '10s'; SET standard_conforming_strings TO on; "
                    "SET extra_float_digits TO 1; SET bytea_output TO 'hex'",
                    quoted_name(schema_)));
}

void PostgresqlConnection::prepare_schema() {
    const auto name = quoted_text(schema_);
    const auto has = [&](const std::string& what) { return PQntuples(command(what).get()) > 0; };
    // Two programs that start at the same time would both make it.
    command("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('torg schema', 0))");
    if (!has("SELECT 1 FROM pg_namespace WHERE nspname = " + name)) command("CREATE SCHEMA " + quoted_name(schema_));
    if (!has("SELECT 1 FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace WHERE collname = 'swedish' AND nspname = " +
             name))
        command("CREATE COLLATION " + quoted_name(schema_) + ".swedish (provider = icu, locale = 'sv')");
    command("COMMIT");
}

void PostgresqlConnection::each(const std::function<void(const Row&)>& visit, std::string_view sql, std::span<const Argument> arguments) {
    const auto rows = answer(sql, arguments);
    Columns columns;
    for (int i = 0; i < PQnfields(rows.get()); ++i) columns.add(PQfname(rows.get(), i));
    for (int row = 0; row < PQntuples(rows.get()); ++row) visit(PostgresqlRow(rows.get(), row, columns, sql));
}

std::int64_t PostgresqlConnection::run(std::string_view sql, std::span<const Argument> arguments) {
    const auto done = answer(sql, arguments);
    if (std::string_view(PQcmdStatus(done.get())).starts_with("SELECT")) return 0;
    return number_from<std::int64_t>(PQcmdTuples(done.get())).value_or(0);
}

void PostgresqlConnection::script(std::string_view sql) {
    refuse_after_failure();
    nothing_done_yet_ = false;
    for (const auto statement : statements_of(sql)) checked(PQexec(handle_, postgresql_statement(statement, {}).c_str()), statement);
}

PostgresqlConnection::Answer PostgresqlConnection::answer(std::string_view sql, std::span<const Argument> arguments) {
    refuse_after_failure();
    Answer result = execute_prepared(sql, arguments);
    const bool plan_is_old =
        field(result.get(), PG_DIAG_SQLSTATE) == "0A000" && field(result.get(), PG_DIAG_MESSAGE_PRIMARY).starts_with("cached plan");
    if (plan_is_old) {
        // Another process has migrated a table under a SELECT *. The transaction is broken, but nobody has seen anything of it yet.
        forget_prepared();
        if (!nothing_done_yet_) fail_with<Unavailable>(fmt::format("a table has just been migrated: {}", trimmed(sql)));
        roll_back();
        begin(access_);
        result = execute_prepared(sql, arguments);
    }
    nothing_done_yet_ = false;
    return checked(result.release(), sql);
}

PostgresqlConnection::Answer PostgresqlConnection::execute_prepared(std::string_view sql, std::span<const Argument> arguments) {
    const std::string& name = prepared(sql, arguments);
    const Parameters parameters(arguments);
    return Answer(
        PQexecPrepared(handle_, name.c_str(), parameters.count(), parameters.values(), parameters.lengths(), parameters.formats(), 0));
}

const std::string& PostgresqlConnection::prepared(std::string_view sql, std::span<const Argument> arguments) {
    std::string key;
    std::vector<Oid> types;
    for (const Argument& argument : arguments) {
        key += type_letter(argument.type);
        if (argument.type != Argument::Type::null) types.push_back(type_number(argument.type));
    }
    key += ':';
    key += sql;
    const auto known = prepared_.find(key);
    if (known != prepared_.end()) return known->second;
    if (prepared_.size() >= most_statements) forget_prepared();
    const std::string name = fmt::format("s{}", ++statements_made_);
    checked(PQprepare(handle_, name.c_str(), postgresql_statement(sql, arguments).c_str(), static_cast<int>(types.size()), types.data()),
            sql);
    return prepared_.emplace(std::move(key), name).first->second;
}

void PostgresqlConnection::forget_prepared() {
    prepared_.clear();
    // Also in a transaction that has failed; their names are not used again, so it may wait.
    if (PQtransactionStatus(handle_) != PQTRANS_INERROR) command("DEALLOCATE ALL");
}

PostgresqlConnection::Answer PostgresqlConnection::command(const std::string& sql) { return checked(PQexec(handle_, sql.c_str()), sql); }

PostgresqlConnection::Answer PostgresqlConnection::checked(pg_result* result, std::string_view sql) {
    Answer owned(result);
    const auto status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(result, sql);
    return owned;
}

void PostgresqlConnection::begin(Access access) {
    access_ = access;
    met_a_conflict_ = met_a_double_ = false;
    nothing_done_yet_ = true;
    failure_ = nullptr;
    after_commit_.clear();
    const std::string sql =
        access == Access::read_only ? "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY" : "BEGIN ISOLATION LEVEL SERIALIZABLE, READ WRITE";
    const Answer begun(PQexec(handle_, sql.c_str()));
    if (PQresultStatus(begun.get()) == PGRES_COMMAND_OK) return;
    if (PQstatus(handle_) != CONNECTION_BAD) fail(begun.get(), sql);
    connect();
    command(sql);
}

void PostgresqlConnection::commit() {
    refuse_after_failure();
    const Answer done(PQexec(handle_, "COMMIT"));
    if (PQstatus(handle_) == CONNECTION_BAD)
        fail_with<Unavailable>("PostgreSQL was lost during COMMIT: the change may or may not have been kept");
    if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) fail(done.get(), "COMMIT");
    if (std::string_view(PQcmdStatus(done.get())) != "COMMIT") fail_with<Failure>("PostgreSQL rolled back instead of COMMIT");
}

void PostgresqlConnection::roll_back() noexcept {
    if (PQtransactionStatus(handle_) == PQTRANS_INTRANS || PQtransactionStatus(handle_) == PQTRANS_INERROR)
        PQclear(PQexec(handle_, "ROLLBACK"));
}

void PostgresqlConnection::take_turn() {
    command(fmt::format("SET lock_timeout TO 0; SELECT pg_advisory_lock(hashtextextended({}, 1)); SET lock_timeout TO '10s'",
                        quoted_text(schema_)));
}

void PostgresqlConnection::give_turn_back() noexcept { PQclear(PQexec(handle_, "SELECT pg_advisory_unlock_all()")); }

bool PostgresqlConnection::usable() const {
    return PQstatus(handle_) == CONNECTION_OK && PQtransactionStatus(handle_) == PQTRANS_IDLE && !lost_right_to_write_;
}

void PostgresqlConnection::refuse_after_failure() const {
    if (failure_) std::rethrow_exception(failure_);
}

void PostgresqlConnection::fail(const pg_result* result, std::string_view sql) {
    const std::string state = field(result, PG_DIAG_SQLSTATE);
    const std::string constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
    const auto message = fmt::format("{}{}: {}", reason(result, handle_), constraint.empty() ? "" : " (" + constraint + ")", trimmed(sql));
    // A server that has become a standby: a new connection may find the new primary.
    lost_right_to_write_ = state == "25006" && access_ == Access::read_write;
    met_a_conflict_ = state == "40001" || state == "40P01";
    met_a_double_ = state == "23505";
    if (state.starts_with("23")) fail_with<ConstraintBroken>(message);
    // 08 connection, 53 out of disk, memory or connections, 57 shut down or cancelled, 58 system, 55P03 lock not given in time
    for (const std::string_view temporary : {"08", "53", "57", "58", "55P03"})
        if (state.starts_with(temporary)) fail_with<Unavailable>(message);
    if (state.empty() || met_a_conflict_ || lost_right_to_write_) fail_with<Unavailable>(message);
    fail_with<Failure>(message);
}

template <class Exception>
void PostgresqlConnection::fail_with(const std::string& message) {
    failure_ = std::make_exception_ptr(Exception(message));
    std::rethrow_exception(failure_);
}

}  // namespace db
