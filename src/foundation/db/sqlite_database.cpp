#include "foundation/db/sqlite_database.h"

#include <algorithm>
#include <filesystem>

#include "foundation/db/pool.h"
#include "foundation/db/sqlite_writer.h"
#include "foundation/db/transaction_here.h"

namespace db {
namespace {

constexpr std::chrono::seconds patience{30};

class SqliteDatabase final : public Database {
public:
    explicit SqliteDatabase(const Place& place)
        : file_(place.file), writer_(*this, file_), readers_(static_cast<std::size_t>(std::max(place.connections, 1)), patience, [this] {
              return std::make_unique<SqliteConnection>(*this, file_, SqliteConnection::Access::read_only);
          }) {}

    Kind kind() const override { return Kind::sqlite; }

    std::int64_t size() override {
        std::int64_t bytes = 0;
        for (const auto& part : {file_, file_ + "-wal"}) {
            std::error_code missing;
            const auto size = std::filesystem::file_size(part, missing);
            if (!missing) bytes += static_cast<std::int64_t>(size);
        }
        return bytes;
    }

protected:
    void read_with(const std::function<void(Connection&)>& work) override {
        if (Connection* outer = TransactionHere::of(*this)) return work(*outer);
        const auto lease = readers_.borrow();
        SqliteConnection& connection = *lease;
        connection.start_work();
        connection.command("BEGIN");
        try {
            const TransactionHere here(*this, connection);
            work(connection);
            connection.finish_work();
        } catch (...) {
            if (connection.in_transaction()) connection.command("ROLLBACK");
            throw;
        }
        connection.command("COMMIT");
    }

    void write_with(const std::function<void(Connection&)>& work) override {
        TransactionHere::refuse_write(*this);
        writer_.write(work);
    }

private:
    const std::string file_;
    SqliteWriter writer_;
    Pool<SqliteConnection> readers_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const Place& place) { return std::make_unique<SqliteDatabase>(place); }

}  // namespace db
