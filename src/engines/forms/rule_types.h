#pragma once
/// Does a rule make sense: do its names exist, and does it compare like with like?
#include <map>
#include <string>
#include <vector>

#include "engines/forms/rule.h"

namespace forms {

struct NameType {
    ValueType type = ValueType::unknown;  ///< unknown fits everywhere
    ValueType item = ValueType::unknown;  ///< of a list
    std::vector<std::string> options{};   ///< of a choice or multiple: the only texts it can be or hold
};
/// Fields of a group stand as "children.age".
using NameTypes = std::map<std::string, NameType, std::less<>>;

struct RuleTypes {
    ValueType type = ValueType::unknown;  ///< what the rule gives
    std::vector<RuleProblem> problems{};
};
/// `group`: the rule stands inside this group, so its fields may be named without it; "" elsewhere.
RuleTypes check_types(const Rule&, const NameTypes&, std::string_view group = {});

/// True when no answers could ever make it true, as far as simple reasoning sees: constants, options that do not exist, contradictions
/// between comparisons of one answer with constants.
bool can_never_be_true(const Rule&, const NameTypes&);

}  // namespace forms
