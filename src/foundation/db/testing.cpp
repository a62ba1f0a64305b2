#include "foundation/db/testing.h"

#include <fmt/format.h>
#include <postgresql/libpq-fe.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
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

static Place new_place(Kind kind, const std::string& name, int connections) {
    Place place{.kind = kind, .connections = connections};
    if (kind == Kind::sqlite) {
        const auto folder = std::filesystem::temp_directory_path() / name;
        std::filesystem::create_directory(folder);
        place.file = folder / "test.db";
    } else {
        const char* connection = postgres_under_test();
        if (!connection) throw Failure("TORG_TEST_POSTGRES is not set: run the test through tools/with_postgres");
        place.connection = connection;
        place.schema = name;
    }
    return place;
}

TestDatabase::TestDatabase(Kind kind, int connections) : place_(new_place(kind, unique_name(), connections)) {
    if (kind == Kind::sqlite) folder_ = std::filesystem::path(place_.file).parent_path();
    database_ = Database::open(place_);
}

namespace {

/// Outside any transaction, as CREATE DATABASE wants it.
void at_server(const std::string& sql) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> server(PQconnectdb(postgres_under_test()), PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> answer(PQexec(server.get(), sql.c_str()), PQclear);
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) throw Failure(PQerrorMessage(server.get()));
}

/// What TestDatabases are copied from.
class Original {
public:
    Original(Kind kind, const std::function<void(Database&)>& make) : kind_(kind) {
        if (kind == Kind::postgresql) at_server("CREATE DATABASE " + name_);
        else std::filesystem::create_directory(file().parent_path());
        make(*Database::open(at(name_)));  // closed again: neither kind is copied while it is open
    }
    ~Original() { remove(at(name_)); }
    Original(const Original&) = delete;
    Original& operator=(const Original&) = delete;

    Place copy() const {
        const auto name = unique_name();
        if (kind_ == Kind::postgresql) at_server(fmt::format("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, name_));
        else {
            std::filesystem::create_directory(std::filesystem::temp_directory_path() / name);
            std::filesystem::copy_file(file(), at(name).file);
        }
        return at(name);
    }
    static void remove(const Place& place) noexcept {
        try {
            if (place.kind == Kind::sqlite) std::filesystem::remove_all(std::filesystem::path(place.file).parent_path());
            else at_server(fmt::format("DROP DATABASE {} WITH (FORCE)", place.connection.substr(place.connection.rfind('=') + 1)));
        } catch (const std::exception&) {
            // A test that took the server away leaves nothing to drop; the cluster of tools/with_postgres is removed as a whole.
        }
    }

private:
    std::filesystem::path file() const { return std::filesystem::temp_directory_path() / name_ / "test.db"; }
    Place at(const std::string& name) const {
        if (kind_ == Kind::sqlite) return {.kind = kind_, .file = std::filesystem::temp_directory_path() / name / "test.db"};
        return {.kind = kind_, .connection = std::string(postgres_under_test()) + " dbname=" + name, .schema = "torg_test"};
    }

    Kind kind_;
    std::string name_ = unique_name();
};

const Original& original(Kind kind, const std::string& name, const std::function<void(Database&)>& make) {
    static std::map<std::pair<Kind, std::string>, std::unique_ptr<Original>> made;
    auto& one = made[{kind, name}];
    if (!one) one = std::make_unique<Original>(kind, make);
    return *one;
}

}  // namespace

TestDatabase::TestDatabase(Kind kind, const std::string& name, const std::function<void(Database&)>& make)
    : is_copy_(true), place_(original(kind, name, make).copy()) {
    database_ = Database::open(place_);
}

TestDatabase::~TestDatabase() {
    if (place_.kind == Kind::postgresql && !is_copy_) {
        try {
            // The schema's own search_path: no other name is needed.
            database_->write([&](Connection& c) { c.script(fmt::format("DROP SCHEMA \"{}\" CASCADE", place_.schema)); });
        } catch (const std::exception&) {
            // A test that took the server away leaves nothing to drop; the cluster of tools/with_postgres is removed as a whole.
        }
    }
    database_.reset();
    if (is_copy_) Original::remove(place_);
    std::error_code gone;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, gone);
}

void TestDatabase::reopen() {
    database_.reset();
    database_ = Database::open(place_);
}

}  // namespace db
