/// The limit of durable writing: the statements of one submission, run again and again on a copy of the same database with nothing around
/// them, as many submissions in a commit as there are clients.
///   replay_statements DATABASE STATEMENTS GROUP SECONDS
/// STATEMENTS is written by apparatus/raw_commits.py: a line "T" begins a transaction, "S length" a statement; then its values, one each:
/// "n", "i VARIES number", "r number", "t VARIES length" or "b VARIES length" with the bytes behind. A value that varies is another in each
/// submission, and the same one wherever it stands within it.
#include <sqlite3.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

// Wider than the ids of one submission lie apart.
static constexpr std::int64_t step = 1LL << 26;

struct Value {
    char type = 'n';
    bool varies = false;
    std::int64_t integer = 0;
    double real = 0;
    std::string bytes{};
};
struct Statement {
    std::string sql;
    std::vector<Value> values{};
    sqlite3_stmt* handle = nullptr;
};
using Transaction = std::vector<Statement>;

static void require(sqlite3* db, bool fine, const std::string& what) {
    if (fine) return;
    std::cerr << what << ": " << sqlite3_errmsg(db) << "\n";
    std::exit(70);
}

static std::string bytes_of(std::istream& in, std::size_t length) {
    std::string bytes(length, '\0');
    in.get();  // the end of the line
    in.read(bytes.data(), static_cast<std::streamsize>(length));
    return bytes;
}

static std::vector<Transaction> read_transactions(const char* path) {
    std::ifstream in(path, std::ios::binary);
    std::vector<Transaction> all;
    for (std::string word; in >> word;) {
        std::size_t length = 0;
        if (word == "T") {
            all.emplace_back();
        } else if (word == "S") {
            in >> length;
            all.back().push_back({bytes_of(in, length)});
        } else {
            Value value{.type = word[0]};
            if (value.type == 'r') in >> value.real;
            if (value.type == 'i') in >> value.varies >> value.integer;
            if (value.type == 't' || value.type == 'b') {
                in >> value.varies >> length;
                value.bytes = bytes_of(in, length);
            }
            all.back().back().values.push_back(std::move(value));
        }
    }
    return all;
}

/// The number of the submission at the end of a text, at the beginning of a blob; the size stays.
static void mark(std::string& bytes, char type, std::uint64_t which) {
    const auto room = std::min<std::size_t>(bytes.size(), 10);
    char* at = type == 't' ? bytes.data() + bytes.size() - room : bytes.data();
    for (std::size_t i = room; i-- > 0; which /= 36) at[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[which % 36];
}

static void bind(sqlite3* db, const Statement& statement, std::uint64_t which) {
    int place = 0;
    for (const Value& value : statement.values) {
        ++place;
        int code = SQLITE_OK;
        if (value.type == 'i')
            code =
                sqlite3_bind_int64(statement.handle, place, value.integer + (value.varies ? static_cast<std::int64_t>(which) * step : 0));
        if (value.type == 'r') code = sqlite3_bind_double(statement.handle, place, value.real);
        if (value.type == 't' || value.type == 'b') {
            std::string bytes = value.bytes;
            if (value.varies) mark(bytes, value.type, which);
            const int size = static_cast<int>(bytes.size());
            code = value.type == 't' ? sqlite3_bind_text(statement.handle, place, bytes.data(), size, SQLITE_TRANSIENT)
                                     : sqlite3_bind_blob(statement.handle, place, bytes.data(), size, SQLITE_TRANSIENT);
        }
        require(db, code == SQLITE_OK, statement.sql);
    }
}

static void run(sqlite3* db, const Statement& statement, std::uint64_t which) {
    bind(db, statement, which);
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(statement.handle);
    require(db, code == SQLITE_DONE, statement.sql);
    sqlite3_reset(statement.handle);
}

static void command(sqlite3* db, const char* sql) { require(db, sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql); }

static int compare_bytes(void*, int left_size, const void* left, int right_size, const void* right) {
    const int order = std::memcmp(left, right, static_cast<std::size_t>(std::min(left_size, right_size)));
    return order != 0 ? order : left_size - right_size;
}

/// As foundation/db/sqlite_connection.cpp opens the writer's.
static sqlite3* opened(const char* file) {
    sqlite3* db = nullptr;
    require(db, sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) == SQLITE_OK, file);
    sqlite3_create_collation_v2(db, "swedish", SQLITE_UTF8, nullptr, compare_bytes, nullptr);
    command(db,
            "PRAGMA foreign_keys = ON; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY; PRAGMA journal_mode = WAL; "
            "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864");
    return db;
}

static double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

int main(int count, char** words) {
    if (count != 5) return 64;
    sqlite3* db = opened(words[1]);
    auto transactions = read_transactions(words[2]);
    const std::uint64_t group = std::stoull(words[3]);
    for (auto& transaction : transactions)
        for (auto& statement : transaction)
            require(db, sqlite3_prepare_v2(db, statement.sql.c_str(), -1, &statement.handle, nullptr) == SQLITE_OK, statement.sql);
    const auto begun = std::chrono::steady_clock::now();
    const auto took = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(); };
    const double cpu_before = cpu_seconds();
    std::uint64_t done = 0, commits = 0;
    while (took() < std::stod(words[4])) {
        for (const auto& transaction : transactions) {
            command(db, "BEGIN IMMEDIATE");
            for (std::uint64_t i = 0; i < group; ++i) {
                command(db, "SAVEPOINT work");
                for (const auto& statement : transaction) run(db, statement, 1 + done + i);
                command(db, "RELEASE work");
            }
            command(db, "COMMIT");
            ++commits;
        }
        done += group;
    }
    const double seconds = took();
    std::printf("{\"submissions\": %llu, \"commits\": %llu, \"seconds\": %.3f, \"cpu\": %.3f}\n", static_cast<unsigned long long>(done),
                static_cast<unsigned long long>(commits), seconds, cpu_seconds() - cpu_before);
}
