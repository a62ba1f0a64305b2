#pragma once
/// For tests: fresh databases of every kind that this machine can offer.
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "foundation/db/database.h"

namespace db {

/// SQLite always; PostgreSQL when TORG_TEST_POSTGRES holds a connection string (tools/with_postgres).
/// In a test: `db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));`
std::vector<Kind> kinds_under_test();
std::ostream& operator<<(std::ostream&, Kind);

/// A database in a folder or a PostgreSQL database of its own, gone when this goes.
class TestDatabase {
public:
    /// An empty one.
    explicit TestDatabase(Kind kind = Kind::sqlite, int connections = 8);
    /// One with what `make` puts into it. That is made once in this process for each `name`, then copied: migrations take longer than
    /// most tests.
    TestDatabase(Kind, const std::string& name, const std::function<void(Database&)>& make);
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    Database& operator*() { return *database_; }
    Database* operator->() { return database_.get(); }
    const Place& place() const { return place_; }
    /// The same database as another process would see it.
    std::unique_ptr<Database> another() const { return Database::open(place_); }
    /// Closes it and opens it again, as after a restart.
    void reopen();

private:
    std::filesystem::path folder_;
    bool is_copy_ = false;
    Place place_;
    std::unique_ptr<Database> database_;
};

}  // namespace db
