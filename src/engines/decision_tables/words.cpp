#include "engines/decision_tables/words.h"

#include "engines/decision_tables/supplement.h"

#include <algorithm>

#include "foundation/base/unicode.h"

namespace decision_tables {
namespace {

/// The question without its mark: "Vilken årskurs".
std::string label_of(const Texts& text, const CompiledColumn& column) {
    auto label = column.label.in(text.language());
    while (label.ends_with('?') || label.ends_with(':')) label.pop_back();
    return label;
}

std::string column_label(const Texts& text, const Column& column, const services::Service& service) {
    const auto label = label_of(text, compiled_column(column, service));
    return label.empty() ? column.expression : label;
}

/// As it is typed: an older version may no longer be readable by the service of today.
std::string row_as_typed(const Texts& text, const Content& content, const Row& row, const services::Service& service) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < row.cells.size() && i < content.columns.size(); ++i) {
        const auto cell = trimmed(row.cells[i]);
        if (cell.empty() || cell == "-") continue;
        parts.push_back(column_label(text, content.columns[i], service) + ": " + std::string(cell));
    }
    const auto when = parts.empty() ? text("always") : joined(parts, "; ");
    return when + " → " + ruling_words(text, ruling_from(row.ruling), service);
}

bool has(const std::vector<std::string>& all, const std::string& one) { return std::ranges::find(all, one) != all.end(); }

void tell_of_columns(const Texts& text, const Content& before, const Content& after, const services::Service& service,
                     std::vector<std::string>& told) {
    const auto holds = [](const Content& content, const Column& column) {
        return std::ranges::any_of(content.columns, [&](const Column& one) { return one.expression == column.expression; });
    };
    for (const auto& column : after.columns)
        if (!holds(before, column)) told.push_back(text("new_column", column_label(text, column, service)));
    for (const auto& column : before.columns)
        if (!holds(after, column)) told.push_back(text("dropped_column", column_label(text, column, service)));
}

}  // namespace

std::vector<Line> rule_lines(const Texts& text, const Compiled& table, std::size_t row) {
    std::vector<Line> lines;
    if (row == 0 || row > table.rows.size()) return lines;
    const auto& cells = table.rows[row - 1].cells;
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (!cells[i].is_any) lines.push_back({label_of(text, table.columns[i]), in_words(text, cells[i], table.columns[i].type)});
    return lines;
}

std::vector<Line> fact_lines(const Texts& text, const Compiled& table, const Facts& facts) {
    std::vector<Line> lines;
    for (std::size_t i = 0; i < facts.size() && i < table.columns.size(); ++i)
        lines.push_back({label_of(text, table.columns[i]), in_words(text, facts[i], table.columns[i].type)});
    return lines;
}

std::string ruling_words(const Texts& text, const std::optional<Ruling>& ruling, const services::Service& service) {
    if (!ruling) return text("no_ruling");
    if (ruling->outcome == asks_supplement) return text("mode." + std::string(to_name(ruling->mode)), text("supplement"));
    const auto* outcome = service.decision.outcome(ruling->outcome);
    auto words = outcome ? outcome->label.in(text.language()) : ruling->outcome;
    if (const auto* reason = outcome ? outcome->reason(ruling->reason) : nullptr) words += ": " + reason->label.in(text.language());
    return text("mode." + std::string(to_name(ruling->mode)), words);
}

std::vector<std::pair<std::string, std::string>> ruling_choices(const Texts& text, const services::Service& service) {
    std::vector<std::pair<std::string, std::string>> choices;
    for (const auto mode : {Mode::proposal, Mode::automatic}) {
        if (mode == Mode::automatic && !may_decide_automatically(service)) continue;
        for (const auto& outcome : service.decision.outcomes) {
            std::vector<Ruling> rulings;
            for (const auto& reason : outcome.reasons) rulings.push_back({mode, outcome.id, reason.id});
            if (rulings.empty()) rulings.push_back({mode, outcome.id, ""});
            if (mode == Mode::automatic)
                std::erase_if(rulings, [&](const Ruling& ruling) { return !is_automatic_lawful(service, ruling); });
            for (const auto& ruling : rulings) choices.emplace_back(to_key(ruling), ruling_words(text, ruling, service));
        }
        const Ruling supplement{mode, std::string(asks_supplement), ""};
        if (mode == Mode::proposal && may_ask_supplement(service))
            choices.emplace_back(to_key(supplement), ruling_words(text, supplement, service));
    }
    return choices;
}

std::vector<std::string> difference(const Texts& text, const Content& before, const Content& after, const services::Service& service) {
    std::vector<std::string> told;
    if (before.policy != after.policy)
        told.push_back(text("policy_changed", text("policy." + std::string(to_name(before.policy))),
                            text("policy." + std::string(to_name(after.policy)))));
    if (before.rejects_automatically != after.rejects_automatically)
        told.push_back(text(after.rejects_automatically ? "may_now_reject" : "may_no_longer_reject"));
    tell_of_columns(text, before, after, service, told);
    std::vector<std::string> old_rows, new_rows;
    for (const auto& row : before.rows) old_rows.push_back(row_as_typed(text, before, row, service));
    for (const auto& row : after.rows) new_rows.push_back(row_as_typed(text, after, row, service));
    bool any_row = false;
    for (std::size_t i = 0; i < new_rows.size(); ++i)
        if (!has(old_rows, new_rows[i])) {
            told.push_back(text("new_row", i + 1, new_rows[i]));
            any_row = true;
        }
    for (std::size_t i = 0; i < old_rows.size(); ++i)
        if (!has(new_rows, old_rows[i])) {
            told.push_back(text("dropped_row", i + 1, old_rows[i]));
            any_row = true;
        }
    if (!any_row && old_rows != new_rows) told.push_back(text("order_changed"));
    if (before.examples != after.examples) told.push_back(text("tests_changed", before.examples.size(), after.examples.size()));
    return told;
}

}  // namespace decision_tables
