#include "foundation/db/migrations.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include "foundation/base/time.h"

namespace db {

static std::string sha256_hex(std::string_view text) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr) != 1) throw Failure("OpenSSL has no SHA-256");
    std::string hex;
    for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
    return hex;
}

static bool has_table(Connection& db) {
    return db.number(db.kind() == Kind::sqlite
                         ? "SELECT COUNT(*) AS n FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'"
                         : "SELECT COUNT(*) AS n FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_migration'") >
           0;
}

static void make_table(Connection& db) {
    if (has_table(db)) return;
    db.script(
        "CREATE TABLE schema_migration ("
        "  module TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL, PRIMARY KEY (module, name)"
        ") STRICT");
}

static bool is_applied(Connection& db, const Migration& migration) {
    const auto hash = db.one([](const Row& row) { return row.text("sha256"); },
                             "SELECT sha256 FROM schema_migration WHERE module = ? AND name = ?", migration.module, migration.name);
    if (hash && *hash != sha256_hex(migration.sql))
        throw Failure(
            fmt::format("migration {}/{} was changed after it had been applied to this database: restore its text and put the change "
                        "into a new migration",
                        migration.module, migration.name));
    return hash.has_value();
}

static void apply(Connection& db, const Migration& migration) {
    if (is_applied(db, migration)) return;
    db.script(migration.sql);
    db.execute("INSERT INTO schema_migration (module, name, sha256, applied_at) VALUES (?, ?, ?, ?)", migration.module, migration.name,
               sha256_hex(migration.sql), now());
}

/// When two programs start at once, the slower one fails on what the faster has just made, and then finds it done.
template <class Change, class Done>
static void change_unless_done(Database& db, Change change, Done done) {
    if (db.read(done)) return;
    try {
        db.write(change);
    } catch (const Failure&) {
        if (!db.read(done)) throw;
    }
}

void migrate(Database& db, std::span<const Migration> migrations) {
    change_unless_done(db, make_table, has_table);
    for (const Migration& migration : migrations)
        change_unless_done(
            db, [&](Connection& c) { apply(c, migration); }, [&](Connection& c) { return is_applied(c, migration); });
}

std::vector<Migration> applied(Connection& db, std::span<const Migration> migrations) {
    std::vector<Migration> found;
    if (!has_table(db)) return found;
    for (const Migration& migration : migrations)
        if (is_applied(db, migration)) found.push_back(migration);
    return found;
}

std::vector<Migration> pending(Database& db, std::span<const Migration> migrations) {
    return db.read([&](Connection& c) {
        const bool is_new = !has_table(c);
        std::vector<Migration> found;
        for (const Migration& migration : migrations)
            if (is_new || !is_applied(c, migration)) found.push_back(migration);
        return found;
    });
}

}  // namespace db
