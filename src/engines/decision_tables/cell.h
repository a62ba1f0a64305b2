#pragma once
/// One cell of a table, and what it is compared with.
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "engines/forms/definition.h"
#include "engines/forms/value.h"
#include "foundation/base/result.h"
#include "foundation/texts/texts.h"

namespace decision_tables {

/// What the expression of a column gives.
struct ColumnType {
    forms::ValueType type = forms::ValueType::unknown;
    std::vector<forms::Option> options{};  ///< of a choice: the only values
    std::optional<double> least{}, most{};
    bool is_whole = false;  ///< numbers without decimals
    forms::Words unit{};
};

enum class Compares { equal, less, at_most, more, at_least, between };

struct Test {
    Compares how = Compares::equal;
    forms::Value value{}, upper{};  ///< upper: of between, both included
    bool operator==(const Test&) const = default;
};

/// Any of its tests, or, turned round, none of them. What is not known fits only in a cell that lets everything through: an answer that is
/// missing never decides anything.
struct Cell {
    bool is_any = true, is_turned = false;
    std::vector<Test> tests{};

    bool matches(const forms::Value&) const;
    bool operator==(const Cell&) const = default;
};

/// "-", "ja", "< 30000", "minst 2,5", "12..15", "2026-01-01..2026-06-30", "Grundskola | Förskola", "inte A". The failure's field is empty.
tl::expected<Cell, FieldError> parse_cell(std::string_view typed, const ColumnType&);
/// One value, as an example has it; "" is unknown.
tl::expected<forms::Value, FieldError> parse_fact(std::string_view typed, const ColumnType&);

/// "Årskurs 1 eller Årskurs 2", "minst 2 km".
std::string in_words(const Texts&, const Cell&, const ColumnType&);
/// "Årskurs 1", "2,5 km", "Ja"; "okänt".
std::string in_words(const Texts&, const forms::Value&, const ColumnType&);

}  // namespace decision_tables
