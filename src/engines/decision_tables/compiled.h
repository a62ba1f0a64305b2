#pragma once
/// A table read against its service: what it says of the facts of one case.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engines/decision_tables/cell.h"
#include "engines/decision_tables/table.h"
#include "engines/services/service.h"

namespace decision_tables {

struct CompiledColumn {
    forms::Rule rule{};
    ColumnType type{};
    forms::Words label{};
};
struct CompiledRow {
    std::vector<Cell> cells{};
    Ruling ruling{};
};
struct Compiled {
    HitPolicy policy = HitPolicy::unique;
    std::vector<CompiledColumn> columns{};
    std::vector<CompiledRow> rows{};
};

/// The transition by which a flow lets a table decide. A flow without it never decides without a person.
inline constexpr std::string_view automatic_transition = "decide_automatically";
bool may_decide_automatically(const services::Service&);
/// Whether the law lets such a decision be made without a person. Law: kommunallagen 6 kap. 38 § second paragraph: not where decisions are
/// reviewed on legality (13 kap.), nor where they may not be appealed.
bool is_automatic_lawful(const services::Service&, const Ruling&);

/// Or everything that is wrong, each at its place: "columns.0.expression", "rows.2.cells.1", "rows.2.ruling", "rows". Text keys are this
/// engine's.
tl::expected<Compiled, std::vector<FieldError>> compile(const Content&, const services::Service&);

/// What an expression gives; unknown when it cannot be read.
CompiledColumn compiled_column(const Column&, const services::Service&);

enum class Found { decided, no_row, several_rows };
struct Verdict {
    Found found = Found::no_row;
    std::vector<std::size_t> hits{};  ///< rows, from 1
    std::size_t row = 0;              ///< that decides, from 1
    std::optional<Ruling> ruling{};
};
using Facts = std::vector<forms::Value>;  ///< one for each column

Facts facts_in(const Compiled&, const forms::Scope&);
Verdict judge(const Compiled&, const Facts&);

struct Tried {
    bool passes = false;
    Verdict verdict{};
    std::vector<FieldError> errors{};  ///< "examples.0.facts.1", "examples.0.expected": it could not be tried
};
/// The tests beside the table, in order.
std::vector<Tried> try_examples(const Compiled&, const Content&);
/// Whether it may be proposed: it can be read, has at least one test, and all of them pass.
bool is_ready(const Content&, const services::Service&);

}  // namespace decision_tables
