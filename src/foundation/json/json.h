#pragma once
/// JSON (RFC 8259) as a plain value. Objects keep the order they were written in.
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "foundation/base/result.h"

namespace json {

class Value;
/// A template so that it is whole where Value is.
template <class V>
struct MemberOf {
    std::string name;
    V value;
};
using Member = MemberOf<Value>;
using Array = std::vector<Value>;
using Object = std::vector<Member>;

class Value {
public:
    Value() = default;
    Value(std::nullptr_t) {}
    Value(std::same_as<bool> auto yes) : inside_(yes) {}
    Value(std::integral auto number) requires(!std::same_as<decltype(number), bool>) : inside_(static_cast<std::int64_t>(number)) {}
    Value(double number) : inside_(number) {}
    Value(std::string text) : inside_(std::move(text)) {}
    Value(std::string_view text) : inside_(std::string(text)) {}
    Value(const char* text) : inside_(std::string(text)) {}
    Value(Array items) : inside_(std::move(items)) {}
    Value(Object members) : inside_(std::move(members)) {}
    template <class T>
    Value(const std::optional<T>& maybe) {
        if (maybe) *this = Value(*maybe);
    }

    bool is_null() const { return std::holds_alternative<std::nullptr_t>(inside_); }
    bool is_text() const { return std::holds_alternative<std::string>(inside_); }
    bool is_integer() const { return std::holds_alternative<std::int64_t>(inside_); }
    bool is_number() const { return is_integer() || std::holds_alternative<double>(inside_); }
    bool is_bool() const { return std::holds_alternative<bool>(inside_); }
    bool is_array() const { return std::holds_alternative<Array>(inside_); }
    bool is_object() const { return std::holds_alternative<Object>(inside_); }

    // What is of another type is nothing: "", 0, false, empty.
    const std::string& text() const;
    std::int64_t integer() const;  ///< also of 2.0
    double number() const;
    bool yes() const;
    const Array& items() const;
    const Object& members() const;

    const Value* find(std::string_view name) const;  ///< null pointer when there is none
    bool has(std::string_view name) const { return find(name) != nullptr; }
    /// The member of that name, or null: looking inside what is missing gives null again.
    const Value& operator[](std::string_view name) const;
    const Value& operator[](std::size_t place) const;
    std::size_t size() const;

    Value& set(std::string_view name, Value);  ///< makes this an object; replaces a member of the same name
    Value& add(Value);                         ///< makes this an array

    /// 2 and 2.0 are equal; the order of members does not matter.
    friend bool operator==(const Value&, const Value&);

private:
    friend struct Writer;
    std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> inside_{};
};

/// json::object({{"name", x}, {"age", 7}})
Value object(std::initializer_list<Member> members = {});
Value array(std::initializer_list<Value> items = {});
/// json::array(rows, [](const Row& row) { return json::object(…); })
template <std::ranges::input_range Range, class Function>
Value array(Range&& range, Function function) {
    Array items;
    for (auto&& element : range) items.emplace_back(function(element));
    return Value(std::move(items));
}

struct Problem {
    std::size_t byte = 0;  ///< where, from 1
    std::string message;
};
inline constexpr std::size_t max_depth = 64;
/// Strict: UTF-8, no name twice in one object, at most 64 levels, nothing after the value.
tl::expected<Value, Problem> parse(std::string_view);

/// On one line, safe inside <script type="application/json">. Numbers that are not finite become null; text must be UTF-8.
std::string to_text(const Value&);
/// For people: one member a line.
std::string to_readable_text(const Value&);
/// A text in quotes as JSON writes it.
std::string quoted(std::string_view);

}  // namespace json
