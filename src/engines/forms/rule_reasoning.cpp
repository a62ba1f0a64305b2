#include <algorithm>
#include <limits>
#include <optional>
#include <set>

#include "engines/forms/rule_tree.h"
#include "engines/forms/rule_types.h"

namespace forms {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// What one answer must be for everything assumed so far to hold.
struct Demands {
    std::optional<bool> truth{};
    std::optional<std::set<std::string>> one_of{};
    std::set<std::string> none_of{}, holds{}, lacks{};
    double least = -infinite, most = infinite;
    bool above_least = false, below_most = false;
    bool must_be_missing = false, must_be_there = false;

    bool possible() const {
        if (must_be_missing && must_be_there) return false;
        if (least > most || (least == most && (above_least || below_most))) return false;
        if (one_of && std::all_of(one_of->begin(), one_of->end(), [&](const auto& value) { return none_of.contains(value); })) return false;
        return std::none_of(holds.begin(), holds.end(), [&](const auto& value) { return lacks.contains(value); });
    }

    void only(const std::set<std::string>& values) {
        if (!one_of) {
            one_of = values;
            return;
        }
        std::set<std::string> both;
        for (const auto& value : *one_of)
            if (values.contains(value)) both.insert(value);
        one_of = std::move(both);
    }

    void compare(Operation operation, double with) {
        if (operation == Operation::equal || operation == Operation::greater_or_equal || operation == Operation::greater)
            if (with > least || (with == least && operation == Operation::greater)) {
                least = with;
                above_least = operation == Operation::greater;
            }
        if (operation == Operation::equal || operation == Operation::less_or_equal || operation == Operation::less)
            if (with < most || (with == most && operation == Operation::less)) {
                most = with;
                below_most = operation == Operation::less;
            }
    }
};

struct Goal {
    const Expression* expression;
    bool wanted;
};

Operation opposite(Operation operation) {
    switch (operation) {
        case Operation::equal: return Operation::not_equal;
        case Operation::not_equal: return Operation::equal;
        case Operation::less: return Operation::greater_or_equal;
        case Operation::less_or_equal: return Operation::greater;
        case Operation::greater: return Operation::less_or_equal;
        default: return Operation::less;
    }
}

Operation turned_round(Operation operation) {
    switch (operation) {
        case Operation::less: return Operation::greater;
        case Operation::less_or_equal: return Operation::greater_or_equal;
        case Operation::greater: return Operation::less;
        case Operation::greater_or_equal: return Operation::less_or_equal;
        default: return operation;
    }
}

bool is_constant(const Expression& e) {
    if (e.operation == Operation::name || (e.operation == Operation::call && e.words == "today")) return false;
    return std::all_of(e.parts.begin(), e.parts.end(), [](const Tree& part) { return is_constant(*part); });
}

/// Tries the ways in which all goals could hold. `steps_` bounds the work: a rule that takes longer is believed to be possible.
class Reasoner {
public:
    explicit Reasoner(const NameTypes& table) : table_(table) {}

    bool possible(std::vector<Goal> goals, std::map<std::string, Demands> demands) {
        while (!goals.empty()) {
            if (++steps_ > 2000) return true;
            const auto [e, wanted] = goals.back();
            goals.pop_back();
            const bool splits = (e->operation == Operation::or_ && wanted) || (e->operation == Operation::and_ && !wanted);
            if (e->operation == Operation::not_) {
                goals.push_back({e->parts[0].get(), !wanted});
            } else if (splits) {
                return std::any_of(e->parts.begin(), e->parts.end(), [&, wanted = wanted](const Tree& part) {
                    auto more = goals;
                    more.push_back({part.get(), wanted});
                    return possible(std::move(more), demands);
                });
            } else if (e->operation == Operation::and_ || e->operation == Operation::or_) {
                for (const auto& part : e->parts) goals.push_back({part.get(), wanted});
            } else if (!assume(*e, wanted, demands)) {
                return false;
            }
        }
        return true;
    }

private:
    Demands& demands_on(const std::string& name, std::map<std::string, Demands>& demands) {
        const auto [found, is_new] = demands.try_emplace(name);
        if (is_new)
            if (const auto type = table_.find(name);
                type != table_.end() && type->second.type == ValueType::text && !type->second.options.empty())
                found->second.only({type->second.options.begin(), type->second.options.end()});
        return found->second;
    }

    bool assume(const Expression& e, bool wanted, std::map<std::string, Demands>& demands) {
        if (is_constant(e)) {
            const auto value = evaluate(Rule(std::make_shared<const Expression>(e)), Scope(Date{}));
            return wanted ? value.is_true() : value.is_false();
        }
        if (e.operation == Operation::name) return truth(e.words, wanted, demands);
        if (e.operation == Operation::call && e.words == "answered" && e.parts[0]->operation == Operation::name) {
            auto& answer = demands_on(e.parts[0]->words, demands);
            (wanted ? answer.must_be_there : answer.must_be_missing) = true;
            return answer.possible();
        }
        if (e.operation == Operation::call && e.words == "contains") return holds(*e.parts[0], *e.parts[1], wanted, demands);
        if (e.operation == Operation::in)
            return e.parts[1]->operation == Operation::name ? holds(*e.parts[1], *e.parts[0], wanted, demands) : among(e, wanted, demands);
        if (e.operation >= Operation::equal && e.operation <= Operation::greater_or_equal) return comparison(e, wanted, demands);
        return true;
    }

    bool truth(const std::string& name, bool wanted, std::map<std::string, Demands>& demands) {
        auto& answer = demands_on(name, demands);
        answer.must_be_there = true;
        if (answer.truth && *answer.truth != wanted) return false;
        answer.truth = wanted;
        return answer.possible();
    }

    bool holds(const Expression& list, const Expression& item, bool wanted, std::map<std::string, Demands>& demands) {
        if (list.operation != Operation::name || item.operation != Operation::text) return true;
        if (const auto type = table_.find(list.words); wanted && type != table_.end() && !type->second.options.empty()) {
            const auto& options = type->second.options;
            if (std::find(options.begin(), options.end(), item.words) == options.end()) return false;
        }
        auto& answer = demands_on(list.words, demands);
        answer.must_be_there = true;
        (wanted ? answer.holds : answer.lacks).insert(item.words);
        return answer.possible();
    }

    bool among(const Expression& e, bool wanted, std::map<std::string, Demands>& demands) {
        if (e.parts[0]->operation != Operation::name || e.parts[1]->operation != Operation::list) return true;
        std::set<std::string> values;
        for (const auto& part : e.parts[1]->parts) {
            if (part->operation != Operation::text) return true;
            values.insert(part->words);
        }
        auto& answer = demands_on(e.parts[0]->words, demands);
        answer.must_be_there = true;
        if (wanted) answer.only(values);
        else answer.none_of.insert(values.begin(), values.end());
        return answer.possible();
    }

    bool comparison(const Expression& e, bool wanted, std::map<std::string, Demands>& demands) {
        const bool name_first = e.parts[0]->operation == Operation::name;
        const auto& name = *e.parts[name_first ? 0 : 1];
        const auto& constant = *e.parts[name_first ? 1 : 0];
        if (name.operation != Operation::name || !is_constant(constant)) return true;
        auto operation = name_first ? e.operation : turned_round(e.operation);
        if (!wanted) operation = opposite(operation);
        const auto value = evaluate(Rule(std::make_shared<const Expression>(constant)), Scope(Date{}));
        auto& answer = demands_on(name.words, demands);
        answer.must_be_there = true;
        const bool equal = operation == Operation::equal;
        if (value.type() == ValueType::truth) return truth(name.words, value.is_true() == equal, demands);
        if (value.type() == ValueType::number) answer.compare(operation, value.number());
        if (value.type() != ValueType::text) return answer.possible();
        const auto type = table_.find(name.words);
        const auto date = date_from_iso(value.text());
        if (type != table_.end() && type->second.type == ValueType::date && date)
            answer.compare(operation, static_cast<double>(date->days));
        else if (equal) answer.only({value.text()});
        else if (operation == Operation::not_equal) answer.none_of.insert(value.text());
        return answer.possible();
    }

    const NameTypes& table_;
    int steps_ = 0;
};

}  // namespace

bool can_never_be_true(const Rule& rule, const NameTypes& table) {
    if (!rule) return false;
    return !Reasoner(table).possible({{&rule.tree(), true}}, {});
}

}  // namespace forms
