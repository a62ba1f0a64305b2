#include "foundation/db/postgresql_database.h"

#include <algorithm>
#include <random>
#include <thread>

#include "foundation/db/pool.h"
#include "foundation/db/postgresql_connection.h"
#include "foundation/db/transaction_here.h"

namespace db {
namespace {

using Access = PostgresqlConnection::Access;

constexpr std::chrono::seconds patience{30};
constexpr int most_attempts = 20, most_attempts_at_a_double = 10;
/// From here on contended writes queue up instead of racing.
constexpr int attempt_in_turn = 3;

void wait_a_moment(int attempt) {
    thread_local std::minstd_rand chance{std::random_device{}()};
    std::this_thread::sleep_for(std::chrono::microseconds(chance() % (500U << std::min(attempt, 7))));
}

/// Holds the turn among contended writes until it goes.
class Turn {
public:
    Turn(PostgresqlConnection& connection, bool wanted) : connection_(wanted ? &connection : nullptr) {
        if (connection_) connection_->take_turn();
    }
    ~Turn() {
        if (connection_) connection_->give_turn_back();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    PostgresqlConnection* connection_;
};

class PostgresqlDatabase final : public Database {
public:
    explicit PostgresqlDatabase(const Place& place)
        : place_(place), connections_(static_cast<std::size_t>(std::max(place.connections, 1)), patience, [this] {
              return std::make_unique<PostgresqlConnection>(*this, place_.connection, place_.schema);
          }) {
        if (place_.schema.empty()) throw Failure("a PostgreSQL place needs a schema");
        const auto lease = connections_.borrow();
        (*lease).prepare_schema();
    }

    Kind kind() const override { return Kind::postgresql; }

    std::int64_t size() override {
        return read([](Connection& c) {
            return c.number(
                "SELECT SUM(pg_total_relation_size(oid)) AS n FROM pg_class "
                "WHERE relkind IN ('r', 'm') AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())");
        });
    }

protected:
    void read_with(const std::function<void(Connection&)>& work) override {
        if (Connection* outer = TransactionHere::of(*this)) return work(*outer);
        const auto lease = connections_.borrow();
        transact(*lease, Access::read_only, work);
    }

    void write_with(const std::function<void(Connection&)>& work) override {
        TransactionHere::refuse_write(*this);
        std::vector<std::function<void()>> after_commit;
        {
            const auto lease = connections_.borrow();
            write_on(*lease, work);
            after_commit = (*lease).take_after_commit();
        }
        for (const auto& then : after_commit) then();
    }

private:
    void transact(PostgresqlConnection& connection, Access access, const std::function<void(Connection&)>& work) {
        connection.begin(access);
        try {
            const TransactionHere here(*this, connection);
            work(connection);
            connection.commit();
        } catch (...) {
            connection.roll_back();
            throw;
        }
    }

    void write_on(PostgresqlConnection& connection, const std::function<void(Connection&)>& work) {
        for (int attempt = 1;; ++attempt) {
            try {
                const Turn turn(connection, attempt >= attempt_in_turn);
                return transact(connection, Access::read_write, work);
            } catch (...) {
                const int most = connection.met_a_conflict() ? most_attempts : connection.met_a_double() ? most_attempts_at_a_double : 1;
                if (attempt >= most) throw;
            }
            wait_a_moment(attempt);
        }
    }

    const Place place_;
    Pool<PostgresqlConnection> connections_;
};

}  // namespace

std::unique_ptr<Database> open_postgresql(const Place& place) { return std::make_unique<PostgresqlDatabase>(place); }

}  // namespace db
