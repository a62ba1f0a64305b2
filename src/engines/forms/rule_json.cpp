#include "engines/forms/rule_json.h"

#include "engines/forms/rule_tree.h"

namespace forms {

static json::Value as_json(const Expression& e) {
    switch (e.operation) {
        case Operation::truth: return e.truth;
        case Operation::number: return e.number;
        case Operation::text: return e.words;
        case Operation::name: return expression_json("name", {e.words});
        default: break;
    }
    json::Array parts;
    for (const auto& part : e.parts) parts.push_back(as_json(*part));
    return expression_json(json_name(e), std::move(parts));
}

json::Value to_json(const Rule& rule) { return rule ? as_json(rule.tree()) : json::Value(); }

std::optional<json::Value> to_json(const Value& value) {
    switch (value.type()) {
        case ValueType::unknown: return json::Value();
        case ValueType::truth: return value.is_true();
        case ValueType::number: return value.number();
        case ValueType::text: return value.text();
        case ValueType::date: return json::object({{"day", value.date().days}});
        case ValueType::list: {
            json::Array items;
            for (const auto& item : value.items()) {
                auto written = to_json(item);
                if (!written) return std::nullopt;
                items.push_back(*std::move(written));
            }
            return expression_json("list", std::move(items));
        }
        case ValueType::groups:
        case ValueType::drawing: break;
    }
    return std::nullopt;
}

json::Value expression_json(std::string_view operation, json::Array parts) {
    parts.insert(parts.begin(), json::Value(operation));
    return parts;
}

std::string_view json_name(const Expression& e) {
    if (e.operation == Operation::call) return e.words;
    return e.operation == Operation::negative ? std::string_view("negative") : to_name(e.operation);
}

}  // namespace forms
