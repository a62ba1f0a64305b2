#pragma once
#include <catch2/catch.hpp>

#include "engines/identity/embedded.h"
#include "engines/identity/units.h"
#include "engines/privacy/embedded.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/migrations.h"
#include "foundation/db/testing.h"
#include "foundation/fulltext/embedded.h"
#include "foundation/fulltext/index.h"

/// Identity's tables on a fresh database of each kind, with a cheap password cost and the machine's clock afterwards.
struct FreshTables {
    db::TestDatabase database{GENERATE(from_range(db::kinds_under_test())), "identity", make_tables};

    FreshTables() { crypto::password_cost = {1, std::size_t{64} << 10}; }
    ~FreshTables() { use_machine_clock(); }
    FreshTables(const FreshTables&) = delete;
    FreshTables& operator=(const FreshTables&) = delete;

    static void make_tables(db::Database& database) {
        std::vector<db::Migration> migrations;
        for (const auto& file : fulltext::embedded::migrations()) migrations.push_back({"fulltext", std::string(file.name), file.content});
        for (const auto& file : privacy::embedded::migrations()) migrations.push_back({"privacy", std::string(file.name), file.content});
        for (const auto& file : identity::embedded::migrations()) migrations.push_back({"identity", std::string(file.name), file.content});
        db::migrate(database, migrations);
        database.write([](db::Connection& db) { fulltext::ensure_index(db); });
    }

    template <class Work>
    auto write(Work work) {
        return database->write(work);
    }
    template <class Work>
    auto read(Work work) {
        return database->read(work);
    }

    UnitId unit(std::string slug, std::optional<UnitId> parent = {}) {
        return write([&](db::Connection& db) { return *identity::add_unit(db, {slug, slug, slug, parent}); });
    }
};

inline constexpr std::string_view test_secret = "0123456789abcdef0123456789abcdef";
