#pragma once
/// The reviewed table tests/rights/expected.txt, held against what the program answers. In halves, each a test of its own, since all take
/// minutes.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "app/route_rights_for_tests.h"

namespace route_rights {

inline constexpr std::string_view table_file = "tests/rights/expected.txt";

/// "GET  /folj      yes    yes …", by the columns of the table.
inline std::string row(std::string_view route, const std::vector<std::string>& answers) {
    std::string line = fmt::format("{:<72}", route);
    for (const auto& answer : answers) line += fmt::format("{:<10}", answer);
    return line.substr(0, line.find_last_not_of(' ') + 1);
}

struct Table {
    std::map<std::string, std::string> rows;  ///< by route
    std::string columns;
};

inline Table reviewed_table() {
    Table table;
    std::ifstream file{std::string(table_file)};
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("# route")) table.columns = line;
        if (line.empty() || line.starts_with('#') || line.starts_with('[')) continue;
        table.rows[line.substr(0, line.find("  "))] = line;
    }
    return table;
}

enum class Half { first, second };

inline void check_routes(Town& town, Half half) {
    const auto table = reviewed_table();
    const std::string table_now = half == Half::first ? "build/rights-now-1.txt" : "build/rights-now-2.txt";
    std::filesystem::create_directories("build");
    std::ofstream found{table_now};  // to compare with, when the table and the program differ
    auto turn = Half::second;
    for (const auto& area : all_areas()) {
        found << fmt::format("\n[{}]\n", area.name);
        for (const auto& route : area.routes) {
            turn = turn == Half::first ? Half::second : Half::first;
            if (turn != half) continue;
            std::vector<std::string> answers;
            for (const auto who : people) answers.push_back(try_route(town, route, who));
            const auto name = attempts::name_of(route), is = row(name, answers);
            found << is << '\n';
            CAPTURE(table_now);
            // A row of nothing but refusals would not tell a right from a mistake of this test.
            CHECK((route.who == everyone || std::ranges::find(answers, "yes") != answers.end()));
            if (const auto expected = table.rows.find(name); expected != table.rows.end()) CHECK(is == expected->second);
            else FAIL_CHECK("a new route: say in " << table_file << " who may call it\n" << is);
        }
    }
}

}  // namespace route_rights
