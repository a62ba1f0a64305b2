#include "engines/forms/rule.h"

#include <algorithm>

#include "engines/forms/rule_tree.h"
#include "foundation/base/numbers.h"

namespace forms {

bool Expression::operator==(const Expression& other) const {
    return operation == other.operation && truth == other.truth && number == other.number && words == other.words &&
           std::equal(parts.begin(), parts.end(), other.parts.begin(), other.parts.end(),
                      [](const Tree& a, const Tree& b) { return *a == *b; });
}

Rule Rule::always() {
    static const Rule rule(std::make_shared<const Expression>(Expression{.operation = Operation::truth, .truth = true}));
    return rule;
}

Rule Rule::never() {
    static const Rule rule(std::make_shared<const Expression>(Expression{.operation = Operation::truth, .truth = false}));
    return rule;
}

bool Rule::is_always() const { return tree_ && tree_->operation == Operation::truth && tree_->truth; }
bool Rule::is_never() const { return tree_ && tree_->operation == Operation::truth && !tree_->truth; }

bool Rule::operator==(const Rule& other) const {
    if (!tree_ || !other.tree_) return tree_ == other.tree_;
    return *tree_ == *other.tree_;
}

namespace {

/// How tightly an operation binds; a looser one inside a tighter one needs parentheses.
int strength(const Expression& e) {
    switch (e.operation) {
        case Operation::or_: return 1;
        case Operation::and_: return 2;
        case Operation::not_: return 3;
        case Operation::equal:
        case Operation::not_equal:
        case Operation::less:
        case Operation::less_or_equal:
        case Operation::greater:
        case Operation::greater_or_equal:
        case Operation::in: return 4;
        case Operation::plus:
        case Operation::minus: return 5;
        case Operation::times:
        case Operation::divided_by: return 6;
        case Operation::negative: return 7;
        default: return 8;
    }
}

std::string printed(const Expression&);

std::string inside(const Expression& part, int at_least) {
    const auto words = printed(part);
    return strength(part) < at_least ? "(" + words + ")" : words;
}

std::string all_parts(const Expression& e, std::string_view between, int at_least) {
    std::string out;
    for (std::size_t i = 0; i < e.parts.size(); ++i) {
        if (i != 0) out += between;
        out += inside(*e.parts[i], at_least);
    }
    return out;
}

std::string quoted(const std::string& words) {
    std::string out = "'";
    for (const char c : words) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

std::string printed(const Expression& e) {
    const int mine = strength(e);
    const auto sign = " " + std::string(to_name(e.operation)) + " ";
    switch (e.operation) {
        case Operation::truth: return e.truth ? "true" : "false";
        case Operation::number: return plain_number(e.number);
        case Operation::text: return quoted(e.words);
        case Operation::name: return e.words;
        case Operation::list: return "[" + all_parts(e, ", ", 0) + "]";
        case Operation::call: return e.words + "(" + all_parts(e, ", ", 0) + ")";
        case Operation::not_: return "not " + inside(*e.parts[0], mine);
        case Operation::negative: {
            // "-2" would read back as a number.
            const bool is_number = e.parts[0]->operation == Operation::number;
            return "-" + (is_number ? "(" + printed(*e.parts[0]) + ")" : inside(*e.parts[0], mine));
        }
        case Operation::and_:
        case Operation::or_: return all_parts(e, sign, mine + 1);
        case Operation::plus:
        case Operation::minus:
        case Operation::times:
        case Operation::divided_by: return inside(*e.parts[0], mine) + sign + inside(*e.parts[1], mine + 1);
        default: return inside(*e.parts[0], mine + 1) + sign + inside(*e.parts[1], mine + 1);
    }
}

void collect_names(const Expression& e, std::vector<std::string>& found) {
    if (e.operation == Operation::name && std::find(found.begin(), found.end(), e.words) == found.end()) found.push_back(e.words);
    for (const auto& part : e.parts) collect_names(*part, found);
}

}  // namespace

std::string print(const Rule& rule) { return rule ? printed(rule.tree()) : std::string(); }

std::vector<std::string> names(const Rule& rule) {
    std::vector<std::string> found;
    if (rule) collect_names(rule.tree(), found);
    return found;
}

}  // namespace forms
