#include "engines/forms/value.h"

#include <algorithm>
#include <cmath>

namespace forms {

Value::Value(bool truth) : type_(ValueType::truth), truth_(truth) {}

Value::Value(double number)
    : type_(std::isfinite(number) ? ValueType::number : ValueType::unknown), number_(std::isfinite(number) ? number : 0) {}

Value::Value(std::string text) : type_(ValueType::text), text_(std::make_shared<const std::string>(std::move(text))) {}

Value::Value(Date date) : type_(ValueType::date), date_(date) {}

Value Value::list(std::vector<Value> items) {
    Value value;
    value.type_ = ValueType::list;
    value.items_ = std::make_shared<const std::vector<Value>>(std::move(items));
    return value;
}

Value Value::groups(std::vector<Scope> items) {
    Value value;
    value.type_ = ValueType::groups;
    value.groups_ = std::make_shared<const std::vector<Scope>>(std::move(items));
    return value;
}

Value Value::drawing(std::vector<geo::Position> points) {
    Value value;
    value.type_ = ValueType::drawing;
    value.points_ = std::make_shared<const std::vector<geo::Position>>(std::move(points));
    return value;
}

const std::vector<geo::Position>& Value::points() const {
    static const std::vector<geo::Position> none;
    return points_ ? *points_ : none;
}

const std::string& Value::text() const {
    static const std::string none;
    return text_ ? *text_ : none;
}

const std::vector<Value>& Value::items() const {
    static const std::vector<Value> none;
    return items_ ? *items_ : none;
}

const std::vector<Scope>& Value::group_items() const {
    static const std::vector<Scope> none;
    return groups_ ? *groups_ : none;
}

bool Value::operator==(const Value& other) const {
    if (type_ != other.type_) return false;
    switch (type_) {
        case ValueType::unknown: return true;
        case ValueType::truth: return truth_ == other.truth_;
        case ValueType::number: return same_number(number_, other.number_);
        case ValueType::text: return text() == other.text();
        case ValueType::date: return date_ == other.date_;
        case ValueType::list: return items() == other.items();
        case ValueType::groups: return groups_ == other.groups_;
        case ValueType::drawing: return points() == other.points();
    }
    return false;
}

Scope& Scope::set(std::string_view name, Value value) {
    values_.insert_or_assign(std::string(name), std::move(value));
    return *this;
}

Value Scope::get(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? Value() : found->second;
}

bool same_number(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)}); }

}  // namespace forms
