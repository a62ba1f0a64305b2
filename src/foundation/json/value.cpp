#include <algorithm>
#include <cmath>

#include "foundation/json/json.h"

namespace json {

template <class T, class Inside>
static const T& or_nothing(const Inside& inside) {
    static const T nothing{};
    const T* found = std::get_if<T>(&inside);
    return found ? *found : nothing;
}

const std::string& Value::text() const { return or_nothing<std::string>(inside_); }
const Array& Value::items() const { return or_nothing<Array>(inside_); }
const Object& Value::members() const { return or_nothing<Object>(inside_); }
bool Value::yes() const { return or_nothing<bool>(inside_); }

std::int64_t Value::integer() const {
    if (is_integer()) return std::get<std::int64_t>(inside_);
    const double real = number();
    const bool fits = std::abs(real) < 9e15 && real == std::floor(real);
    return fits ? static_cast<std::int64_t>(real) : 0;
}

double Value::number() const {
    if (is_integer()) return static_cast<double>(std::get<std::int64_t>(inside_));
    return or_nothing<double>(inside_);
}

const Value* Value::find(std::string_view name) const {
    for (const auto& member : members())
        if (member.name == name) return &member.value;
    return nullptr;
}

static const Value null_value;

const Value& Value::operator[](std::string_view name) const {
    const auto* found = find(name);
    return found ? *found : null_value;
}

const Value& Value::operator[](std::size_t place) const { return place < items().size() ? items()[place] : null_value; }

std::size_t Value::size() const { return is_object() ? members().size() : items().size(); }

Value& Value::set(std::string_view name, Value value) {
    if (!is_object()) inside_ = Object{};
    auto& members = std::get<Object>(inside_);
    const auto same = std::find_if(members.begin(), members.end(), [&](const Member& member) { return member.name == name; });
    if (same != members.end()) same->value = std::move(value);
    else members.push_back({std::string(name), std::move(value)});
    return *this;
}

Value& Value::add(Value value) {
    if (!is_array()) inside_ = Array{};
    std::get<Array>(inside_).push_back(std::move(value));
    return *this;
}

static bool same_members(const Value& a, const Value& b) {
    return a.size() == b.size() && std::all_of(a.members().begin(), a.members().end(), [&](const Member& member) {
               const auto* other = b.find(member.name);
               return other && *other == member.value;
           });
}

bool operator==(const Value& a, const Value& b) {
    if (a.is_integer() && b.is_integer()) return a.integer() == b.integer();
    if (a.is_number() && b.is_number()) return a.number() == b.number();
    if (a.inside_.index() != b.inside_.index()) return false;
    if (a.is_object()) return same_members(a, b);
    if (a.is_array()) return a.items() == b.items();
    return a.text() == b.text() && a.yes() == b.yes();
}

Value object(std::initializer_list<Member> members) { return Value(Object(members)); }
Value array(std::initializer_list<Value> items) { return Value(Array(items)); }

}  // namespace json
