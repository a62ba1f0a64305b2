#include "engines/form_import/diagram.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace form_import {

Diagram::Diagram() : nodes_{{std::numeric_limits<int>::max(), {}}, {std::numeric_limits<int>::max(), {}}} {}

int Diagram::question(std::size_t values) {
    values_.push_back(values);
    return static_cast<int>(values_.size()) - 1;
}

Diagram::Condition Diagram::made(int question, std::vector<Condition> by_value) {
    if (std::equal(by_value.begin() + 1, by_value.end(), by_value.begin())) return by_value[0];
    const auto [found, is_new] = known_.try_emplace({question, by_value}, static_cast<Condition>(nodes_.size()));
    if (is_new) nodes_.push_back({question, std::move(by_value)});
    return found->second;
}

Diagram::Condition Diagram::is(int question, std::size_t value) {
    std::vector<Condition> by_value(values(question), never);
    by_value[value] = always;
    return made(question, std::move(by_value));
}

Diagram::Condition Diagram::combined(Operation operation, Condition a, Condition b) {
    const auto ends = operation == Operation::both ? never : always;
    if (a == ends || b == ends) return ends;
    if (a <= always) return b;
    if (b <= always || a == b) return a;
    if (is_too_large()) return never;
    if (a > b) std::swap(a, b);
    const std::tuple key(operation, a, b);
    if (const auto found = combined_.find(key); found != combined_.end()) return found->second;
    const int first = std::min(node(a).question, node(b).question);
    std::vector<Condition> by_value;
    for (std::size_t value = 0; value < values(first); ++value) {
        const auto part = [&](Condition whole) { return node(whole).question == first ? node(whole).by_value[value] : whole; };
        by_value.push_back(combined(operation, part(a), part(b)));
    }
    return combined_[key] = made(first, std::move(by_value));
}

Diagram::Condition Diagram::negated(Condition condition) {
    if (condition <= always) return condition == never ? always : never;
    if (const auto found = negated_.find(condition); found != negated_.end()) return found->second;
    const int question = node(condition).question;
    auto by_value = node(condition).by_value;
    for (auto& part : by_value) part = negated(part);
    return negated_[condition] = made(question, std::move(by_value));
}

}  // namespace form_import
