#include "foundation/db/testing.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <ostream>
#include <random>

namespace db {

static const char* postgres_under_test() { return std::getenv("TORG_TEST_POSTGRES"); }

std::vector<Kind> kinds_under_test() {
    if (postgres_under_test()) return {Kind::sqlite, Kind::postgresql};
    return {Kind::sqlite};
}

std::ostream& operator<<(std::ostream& out, Kind kind) { return out << (kind == Kind::sqlite ? "SQLite" : "PostgreSQL"); }

static std::string unique_name() {
    std::random_device chance;
    return fmt::format("torg_test_{}_{:08x}{:08x}", getpid(), chance(), chance());
}

TestDatabase::TestDatabase(Kind kind, int connections) {
    const auto name = unique_name();
    place_.kind = kind;
    place_.connections = connections;
    if (kind == Kind::sqlite) {
        folder_ = std::filesystem::temp_directory_path() / name;
        std::filesystem::create_directory(folder_);
        place_.file = folder_ / "test.db";
    } else {
        const char* connection = postgres_under_test();
        if (!connection) throw Failure("TORG_TEST_POSTGRES is not set: run the test through tools/with_postgres");
        place_.connection = connection;
        place_.schema = name;
    }
    database_ = Database::open(place_);
}

TestDatabase::~TestDatabase() {
    if (place_.kind == Kind::postgresql) {
        try {
            // The schema's own search_path: no other name is needed.
            database_->write([&](Connection& c) { c.script(fmt::format("DROP SCHEMA \"{}\" CASCADE", place_.schema)); });
        } catch (const std::exception&) {
            // A test that took the server away leaves nothing to drop; the cluster of tools/with_postgres is removed as a whole.
        }
    }
    database_.reset();
    std::error_code gone;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, gone);
}

void TestDatabase::reopen() {
    database_.reset();
    database_ = Database::open(place_);
}

}  // namespace db
