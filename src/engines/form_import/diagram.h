#pragma once
/// Conditions as a reduced, ordered decision diagram. Two conditions that mean the same are the same reference, so that "yes leads here and
/// no leads here too" is seen to be "always": the journey of a form through its pages becomes short rules.
#include <map>
#include <string>
#include <vector>

namespace form_import {

class Diagram {
public:
    using Condition = int;
    static constexpr Condition never = 0, always = 1;
    struct Node {
        int question;
        std::vector<Condition> by_value;  ///< what remains to hold for each value of the question
    };

    Diagram();
    /// A question that has one of so many values.
    int question(std::size_t values);
    std::size_t values(int question) const { return values_[static_cast<std::size_t>(question)]; }

    Condition is(int question, std::size_t value);
    Condition both(Condition a, Condition b) { return combined(Operation::both, a, b); }
    Condition either(Condition a, Condition b) { return combined(Operation::either, a, b); }
    Condition negated(Condition);
    const Node& node(Condition condition) const { return nodes_[static_cast<std::size_t>(condition)]; }

    /// So tangled that it was given up: what it says from then on means nothing.
    bool is_too_large() const { return nodes_.size() > most_nodes; }

private:
    static constexpr std::size_t most_nodes = 20'000;
    enum class Operation { both, either };
    Condition made(int question, std::vector<Condition> by_value);
    Condition combined(Operation, Condition a, Condition b);

    std::vector<std::size_t> values_{};
    std::vector<Node> nodes_{};
    std::map<std::pair<int, std::vector<Condition>>, Condition> known_{};
    std::map<std::tuple<Operation, Condition, Condition>, Condition> combined_{};
    std::map<Condition, Condition> negated_{};
};

}  // namespace form_import
