#pragma once
/// One municipality's database: a SQLite file or a PostgreSQL schema behind the same few functions.
#include <atomic>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace db {

enum class Kind { sqlite, postgresql };

/// The database refused or is gone. `what()` says why, without values.
struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// A UNIQUE, FOREIGN KEY, CHECK or NOT NULL was broken.
struct ConstraintBroken : Failure {
    using Failure::Failure;
};
/// The disk is full, the file locked or the server away: worth trying again later.
struct Unavailable : Failure {
    using Failure::Failure;
};

struct Blob {
    std::string_view bytes;
};

/// A value bound to a `?`. Text and bytes are borrowed until the call returns.
class Argument {
public:
    enum class Type { null, integer, real, text, blob };
    Argument(std::nullopt_t) {}
    Argument(std::nullptr_t) {}
    Argument(std::integral auto value) : type(Type::integer), integer(static_cast<std::int64_t>(value)) {}
    Argument(std::floating_point auto value) : type(Type::real), real(value) {}
    Argument(std::string_view value) : type(Type::text), text(value) {}
    Argument(const std::string& value) : Argument(std::string_view(value)) {}
    Argument(const char* value) : Argument(std::string_view(value)) {}
    Argument(Blob value) : type(Type::blob), text(value.bytes) {}
    template <class T>
    Argument(const std::optional<T>& value) : Argument(value ? Argument(*value) : Argument(std::nullopt)) {}
    /// Ids, timestamps, dates: anything with one integer member `value` or `days`.
    template <class T>
        requires requires(const T& t) {
            { t.value } -> std::convertible_to<std::int64_t>;
        }
    Argument(const T& strong) : Argument(static_cast<std::int64_t>(strong.value)) {}
    template <class T>
        requires requires(const T& t) {
            { t.days } -> std::convertible_to<std::int64_t>;
        }
    Argument(const T& strong) : Argument(static_cast<std::int64_t>(strong.days)) {}

    Type type = Type::null;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view text{};
};

/// One row of an answer, valid inside the function it is given to. Columns by name.
class Row {
public:
    virtual bool is_null(std::string_view column) const = 0;
    virtual std::int64_t integer(std::string_view column) const = 0;  ///< NULL is 0
    virtual double real(std::string_view column) const = 0;           ///< NULL is 0
    virtual std::string text(std::string_view column) const = 0;      ///< NULL is ""; bytes come as they are

    template <class T>
    T as(std::string_view column) const {
        return T{integer(column)};
    }
    template <class T>
    std::optional<T> maybe(std::string_view column) const {
        if (is_null(column)) return std::nullopt;
        if constexpr (std::same_as<T, std::string>) return text(column);
        else return T{integer(column)};
    }

protected:
    ~Row() = default;
};

class Database;

/// One snapshot, or one change in the making. Lives only inside Database::read or write; never keep it.
/// After a statement has failed the whole work is undone, also when it caught the failure (docs/decisions/003).
class Connection {
public:
    virtual ~Connection() = default;
    virtual Kind kind() const = 0;
    virtual const Database& database() const = 0;

    /// Every row, turned into a value by `read`.
    template <class Read, class... Arguments>
    auto all(Read read, std::string_view sql, const Arguments&... arguments) {
        std::vector<std::remove_cvref_t<decltype(read(std::declval<const Row&>()))>> values;
        const Argument list[sizeof...(arguments) + 1] = {Argument(arguments)..., Argument(nullptr)};
        each([&](const Row& row) { values.push_back(read(row)); }, sql, {list, sizeof...(arguments)});
        return values;
    }
    /// The first row, or nothing.
    template <class Read, class... Arguments>
    auto one(Read read, std::string_view sql, const Arguments&... arguments) {
        auto values = all(std::move(read), sql, arguments...);
        using Value = typename decltype(values)::value_type;
        return values.empty() ? std::optional<Value>{} : std::optional<Value>{std::move(values.front())};
    }
    /// One whole number: a count, a sum; 0 when there is no row.
    template <class... Arguments>
    std::int64_t number(std::string_view sql, const Arguments&... arguments) {
        return one([](const Row& row) { return row.integer("n"); }, sql, arguments...).value_or(0);
    }
    /// INSERT, UPDATE or DELETE; how many rows it touched.
    template <class... Arguments>
    std::int64_t execute(std::string_view sql, const Arguments&... arguments) {
        const Argument list[sizeof...(arguments) + 1] = {Argument(arguments)..., Argument(nullptr)};
        return run(sql, {list, sizeof...(arguments)});
    }
    /// For lists whose length the code does not know.
    virtual void each(const std::function<void(const Row&)>& visit, std::string_view sql, std::span<const Argument>) = 0;
    virtual std::int64_t run(std::string_view sql, std::span<const Argument>) = 0;
    /// Several statements, as in a migration, in the SQL that SQLite and PostgreSQL share (docs/decisions/003).
    virtual void script(std::string_view sql) = 0;
    /// Runs `then` on the thread that called write() once the change is on disk; not at all when it is undone.
    void after_commit(std::function<void()> then) { after_commit_.push_back(std::move(then)); }

protected:
    std::vector<std::function<void()>> after_commit_;
};

struct Place {
    Kind kind = Kind::sqlite;
    std::string file{};        ///< SQLite: the file, made when it is missing
    std::string connection{};  ///< PostgreSQL: libpq connection string
    std::string schema{};      ///< PostgreSQL: made when it is missing
    int connections = 8;       ///< readers (SQLite) or pooled connections (PostgreSQL)
};

class Database {
public:
    static std::unique_ptr<Database> open(const Place&);
    virtual ~Database() = default;
    virtual Kind kind() const = 0;

    /// Runs on the calling thread with a snapshot that no writer disturbs. Keep it short. A read inside a read or a write of the
    /// same database joins it; a write inside either is refused.
    template <class Work>
    auto read(Work work) -> std::invoke_result_t<Work, Connection&> {
        return returning<Work>([&](const std::function<void(Connection&)>& f) { read_with(f); }, work);
    }
    /// All or nothing, on disk when it returns. On SQLite `work` runs on the writer's thread and concurrent writes share one commit.
    /// What `work` throws rolls back this work alone and is thrown here. On PostgreSQL `work` may run again after a serialization
    /// failure or a unique value that is there already: it must have no effect but on the database and on values that it sets anew each
    /// time.
    template <class Work>
    auto write(Work work) -> std::invoke_result_t<Work, Connection&> {
        const Counted counted(changes_);
        return returning<Work>([&](const std::function<void(Connection&)>& f) { write_with(f); }, work);
    }
    /// Grows with each write of this program: what was read before it grew may be old. Other programs' writes are not in it.
    std::uint64_t changes() const { return changes_.load(std::memory_order_acquire); }
    /// Bytes of the database on disk.
    virtual std::int64_t size() = 0;

protected:
    virtual void read_with(const std::function<void(Connection&)>&) = 0;
    virtual void write_with(const std::function<void(Connection&)>&) = 0;

private:
    /// Counts when the write has come to its end, however it ends.
    struct Counted {
        explicit Counted(std::atomic<std::uint64_t>& counter) : number(counter) {}
        ~Counted() { number.fetch_add(1, std::memory_order_release); }
        Counted(const Counted&) = delete;
        Counted& operator=(const Counted&) = delete;
        std::atomic<std::uint64_t>& number;
    };
    std::atomic<std::uint64_t> changes_{0};

    template <class Work, class Runner>
    static auto returning(Runner runner, Work& work) -> std::invoke_result_t<Work, Connection&> {
        using Value = std::invoke_result_t<Work, Connection&>;
        if constexpr (std::is_void_v<Value>) {
            runner([&](Connection& c) { work(c); });
        } else {
            std::optional<Value> value;
            runner([&](Connection& c) { value.emplace(work(c)); });
            return std::move(*value);
        }
    }
};

}  // namespace db
