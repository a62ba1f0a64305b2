#pragma once
/// An empty register in a database of each kind, which takes in lines as its command does.
#include <catch2/catch.hpp>

#include "engines/map_files/map_file.h"
#include "foundation/db/migrations.h"
#include "foundation/db/testing.h"

namespace map_files {

template <typename Columns, typename Import>
struct TestRegister {
    template <typename Files>
    TestRegister(const std::string& owner, const Files& migrations, std::string_view first_line) : first_line_(first_line) {
        std::vector<db::Migration> all;
        for (const auto& file : migrations) all.push_back({owner, std::string(file.name), file.content});
        db::migrate(db(), all);
    }
    db::Database& db() { return *place; }
    auto take(const std::vector<std::string>& lines, const Ending& ending = {}, Smaller smaller = Smaller::refused) {
        const auto columns = Columns::read(first_line_).value();
        Import import(db());
        for (const auto& line : lines) import.add(columns.line(line).value());
        return import.finish(ending, smaller);
    }

    std::string_view first_line_;
    db::TestDatabase place{GENERATE(from_range(db::kinds_under_test()))};
};

}  // namespace map_files
