#pragma once
/// The one small language of conditions and calculations in definitions; see docs/service-definition.md, "Rules".
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "engines/forms/value.h"

namespace forms {

struct Expression;

struct RuleProblem {
    std::size_t position = 0;  ///< byte in the text, from 0
    std::string text_key;      ///< in the forms module's texts
    std::vector<std::string> arguments{};
    bool operator==(const RuleProblem&) const = default;
};

/// A parsed rule. Immutable; a copy is a pointer. The empty rule is no rule at all.
class Rule {
public:
    Rule() = default;
    explicit Rule(std::shared_ptr<const Expression> tree) : tree_(std::move(tree)) {}
    static Rule always();  ///< true
    static Rule never();   ///< false

    explicit operator bool() const { return tree_ != nullptr; }
    const Expression& tree() const { return *tree_; }
    bool is_always() const;
    bool is_never() const;
    bool operator==(const Rule&) const;  ///< the same expression

private:
    std::shared_ptr<const Expression> tree_;
};

inline constexpr int max_rule_depth = 100;
inline constexpr std::size_t max_rule_size = 10'000;  ///< bytes

tl::expected<Rule, RuleProblem> parse(std::string_view rule);
/// Text that parses to the same rule; "" for the empty one.
std::string print(const Rule&);
/// Never throws. The empty rule is unknown.
Value evaluate(const Rule&, const Scope&);
/// Every name in the rule, once, in order of appearance: "age", "children.age", "met.distance".
std::vector<std::string> names(const Rule&);

}  // namespace forms
