#pragma once
/// Rules and values as JSON, for the browser (ui/rules/evaluate.ts): a text, number or truth stands as it is, null is unknown, a day is
/// {"day":20000}, and everything else ["operation or function", …parts]: ["or",["not",["contains",["name","reasons"],"bus"]],…].
#include <optional>

#include "engines/forms/rule.h"
#include "foundation/json/json.h"

namespace forms {

/// The empty rule is null.
json::Value to_json(const Rule&);
/// Nothing for what cannot be written as an expression: groups and drawings.
std::optional<json::Value> to_json(const Value&);
/// ["name", …parts]
json::Value expression_json(std::string_view operation, json::Array parts);
/// What an operation or a function is called there.
std::string_view json_name(const Expression&);

}  // namespace forms
