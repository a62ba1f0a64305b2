#pragma once
/// What a rule is worth: a value, or unknown because an answer is missing.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/time.h"
#include "foundation/geo/base_map.h"

namespace forms {

enum class ValueType { unknown, truth, number, text, date, list, groups, drawing };

class Scope;

/// Cheap to copy; never changes.
class Value {
public:
    Value() = default;  ///< unknown
    Value(bool);
    Value(double);
    Value(int number) : Value(static_cast<double>(number)) {}
    Value(std::string text);
    Value(const char* text) : Value(std::string(text)) {}
    Value(Date);
    static Value list(std::vector<Value> items);
    static Value groups(std::vector<Scope> items);
    static Value drawing(std::vector<geo::Position> points);

    ValueType type() const { return type_; }
    bool is_known() const { return type_ != ValueType::unknown; }
    bool is_true() const { return type_ == ValueType::truth && truth_; }  ///< unknown counts as not true
    bool is_false() const { return type_ == ValueType::truth && !truth_; }
    double number() const { return number_; }
    Date date() const { return date_; }
    const std::string& text() const;
    const std::vector<Value>& items() const;
    const std::vector<Scope>& group_items() const;
    const std::vector<geo::Position>& points() const;

    /// Same type and same value. Numbers are the same when they read the same: 0.1 + 0.2 is 0.3.
    bool operator==(const Value&) const;

private:
    ValueType type_ = ValueType::unknown;
    bool truth_ = false;
    double number_ = 0;
    Date date_{};
    std::shared_ptr<const std::string> text_{};
    std::shared_ptr<const std::vector<Value>> items_{};
    std::shared_ptr<const std::vector<Scope>> groups_{};
    std::shared_ptr<const std::vector<geo::Position>> points_{};
};

/// The values that the names in a rule stand for. A name that is not there is unknown.
class Scope {
public:
    explicit Scope(Date today = swedish_date(now())) : today_(today) {}
    Scope& set(std::string_view name, Value value);
    Value get(std::string_view name) const;
    Date today() const { return today_; }

private:
    std::map<std::string, Value, std::less<>> values_{};
    Date today_;
};

/// Differences smaller than a billionth are what computers make of decimals, not what people wrote.
bool same_number(double, double);

}  // namespace forms
