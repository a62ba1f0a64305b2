#pragma once
#include <vector>

#include "engines/forms/definition.h"
#include "engines/forms/problem.h"
#include "engines/forms/rule_types.h"

namespace forms {

/// Everything wrong with a form at once: names that do not exist, circles, what can never be shown, wrong types, ids twice.
std::vector<Problem> check_form(const Form&);

/// Every name that a rule of the form, or of what uses it, may contain.
NameTypes name_types(const Form&);

/// What is wrong with one rule that must give `wanted` (unknown: anything).
std::vector<Problem> check_rule(const Rule&, const NameTypes&, ValueType wanted, std::string path, int line, std::string_view group = {});

}  // namespace forms
