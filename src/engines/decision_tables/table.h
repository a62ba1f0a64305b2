#pragma once
/// A decision table: conditions in rows, and what follows from each. Values only; law and reasons in docs/decisions/015.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/forms/words.h"
#include "foundation/base/enum_names.h"
#include "foundation/json/json.h"

namespace decision_tables {

/// What holds when more than one row hits, in the words of DMN.
enum class HitPolicy {
    unique,  ///< at most one row may hit: several give no result
    first,   ///< the topmost row that hits
    any,     ///< several may hit, when all of them say the same
};

enum class Mode {
    proposal,   ///< an officer sees it and decides
    automatic,  ///< the decision is made without a person
};

/// What a row leads to: an outcome of the service, and its reason where the outcome has reasons.
struct Ruling {
    Mode mode = Mode::proposal;
    std::string outcome{}, reason{};
    bool operator==(const Ruling&) const = default;
};
/// "automatic approve", "proposal reject too_near"; nothing is "".
std::string to_key(const std::optional<Ruling>&);
std::optional<Ruling> ruling_from(std::string_view key);

struct Column {
    std::string expression{};  ///< in the rule language, over the answers and met.<condition>
    forms::Words label{};      ///< where it is empty: that of the question or the condition
    bool operator==(const Column&) const = default;
};
struct Row {
    std::vector<std::string> cells{};  ///< one for each column: "< 30000", "ja", "A | B", "12..15", "-"
    std::string ruling{};              ///< a key
    bool operator==(const Row&) const = default;
};
/// A test beside the table: invented facts, and what must come out.
struct Example {
    std::string name{};
    std::vector<std::string> facts{};  ///< one for each column; "" is not known
    std::string expected{};            ///< a key; "" when no row may decide
    bool operator==(const Example&) const = default;
};

/// What somebody writes in a version. As typed: it may be wrong until it is proposed.
struct Content {
    HitPolicy policy = HitPolicy::unique;
    /// A rejection may be automatic. Never unless the table says so.
    bool rejects_automatically = false;
    std::vector<Column> columns{};
    std::vector<Row> rows{};
    std::vector<Example> examples{};
    bool operator==(const Content&) const = default;
};
inline constexpr std::size_t most_columns = 12, most_rows = 200, most_examples = 100, longest_cell = 500, longest_title = 120,
                             longest_words = 2000;

json::Value to_json(const Content&);
Content content_from(const json::Value&);

}  // namespace decision_tables

template <>
inline constexpr EnumNames<decision_tables::HitPolicy, 3> names_of<decision_tables::HitPolicy> = {{
    {decision_tables::HitPolicy::unique, "unique"},
    {decision_tables::HitPolicy::first, "first"},
    {decision_tables::HitPolicy::any, "any"},
}};
template <>
inline constexpr EnumNames<decision_tables::Mode, 2> names_of<decision_tables::Mode> = {{
    {decision_tables::Mode::proposal, "proposal"},
    {decision_tables::Mode::automatic, "automatic"},
}};
