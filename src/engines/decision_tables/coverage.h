#pragma once
/// What a machine sees in a table before anybody has applied: facts that no row speaks of, and facts that several rows do.
#include <string>
#include <vector>

#include "engines/decision_tables/compiled.h"

namespace decision_tables {

/// Facts that belong together: for each column what they are in words; "" where it can be anything.
struct Area {
    std::vector<std::string> where{};
    std::vector<std::size_t> rows{};  ///< that all hit there, from 1
};
struct Coverage {
    std::vector<Area> gaps{};                 ///< no row: the officer decides without a proposal
    std::vector<Area> overlaps{};             ///< several rows, and therefore no result
    std::vector<std::size_t> never{};         ///< rows that never decide
    std::vector<std::size_t> not_reckoned{};  ///< columns, from 0, whose facts cannot be gone through: taken to be what no cell names
    bool is_too_large = false;                ///< nothing was reckoned
};
inline constexpr std::size_t most_combinations = 50'000;

/// Columns are taken to be independent of each other: some of the combinations may never come.
Coverage coverage(const Compiled&, const Texts&);

}  // namespace decision_tables
