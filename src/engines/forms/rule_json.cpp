#include "engines/forms/rule.h"
#include "engines/forms/rule_tree.h"
#include "foundation/json/json.h"

namespace forms {

static json::Value as_json(const Expression& e) {
    switch (e.operation) {
        case Operation::truth: return json::object({{"truth", e.truth}});
        case Operation::number: return json::object({{"number", e.number}});
        case Operation::text: return json::object({{"text", e.words}});
        case Operation::name: return json::object({{"name", e.words}});
        default: break;
    }
    const auto parts = json::array(e.parts, [](const Tree& part) { return as_json(*part); });
    if (e.operation == Operation::list) return json::object({{"list", parts}});
    if (e.operation == Operation::call) return json::object({{"call", e.words}, {"of", parts}});
    return json::object({{"operation", to_name(e.operation)}, {"of", parts}});
}

std::string to_json(const Rule& rule) { return json::to_text(rule ? as_json(rule.tree()) : json::Value()); }

}  // namespace forms
