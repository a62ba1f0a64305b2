#include <algorithm>
#include <cmath>
#include <optional>

#include "engines/forms/pattern.h"
#include "engines/forms/rule.h"
#include "engines/forms/rule_functions.h"
#include "engines/forms/rule_tree.h"
#include "engines/identity/personal_number.h"
#include "foundation/base/months.h"
#include "foundation/base/unicode.h"
#include "foundation/geo/measure.h"

namespace forms {
namespace {

/// Where names get their values: inside any(children.age < 3), the item at hand goes before the form.
struct Names {
    const Scope& form;
    std::string_view group{};
    const Scope* item = nullptr;

    Value get(std::string_view name) const {
        if (!item) return form.get(name);
        if (name.size() > group.size() && name.starts_with(group) && name[group.size()] == '.')
            return item->get(name.substr(group.size() + 1));
        const auto own = item->get(name);
        return own.is_known() ? own : form.get(name);
    }
};

Value worth(const Expression&, const Names&);

Value conjunction(const Expression& e, const Names& names) {
    bool all_true = true;
    for (const auto& part : e.parts) {
        const auto value = worth(*part, names);
        if (value.is_false()) return false;
        all_true = all_true && value.is_true();
    }
    return all_true ? Value(true) : Value();
}

Value disjunction(const Expression& e, const Names& names) {
    bool all_false = true;
    for (const auto& part : e.parts) {
        const auto value = worth(*part, names);
        if (value.is_true()) return true;
        all_false = all_false && value.is_false();
    }
    return all_false ? Value(false) : Value();
}

/// '2026-09-01' stands for a date where a date is wanted.
Value as_date(const Value& value) {
    if (value.type() == ValueType::date) return value;
    if (value.type() != ValueType::text) return {};
    const auto date = date_from_iso(value.text());
    return date ? Value(*date) : Value();
}

Value same(const Value& a, const Value& b) {
    if (!a.is_known() || !b.is_known()) return {};
    if (a.type() == ValueType::date || b.type() == ValueType::date) {
        const auto first = as_date(a), second = as_date(b);
        return first.is_known() && second.is_known() ? Value(first == second) : Value();
    }
    return a.type() == b.type() ? Value(a == b) : Value();
}

/// -1, 0 or 1; nothing when they cannot be put in order.
std::optional<int> order(const Value& a, const Value& b) {
    if (a.type() == ValueType::number && b.type() == ValueType::number) {
        if (same_number(a.number(), b.number())) return 0;
        return a.number() < b.number() ? -1 : 1;
    }
    if (a.type() != ValueType::date && b.type() != ValueType::date) return std::nullopt;
    const auto first = as_date(a), second = as_date(b);
    if (!first.is_known() || !second.is_known()) return std::nullopt;
    return first.date() < second.date() ? -1 : first.date() == second.date() ? 0 : 1;
}

Value compared(Operation operation, const Value& a, const Value& b) {
    const auto found = order(a, b);
    if (!found) return {};
    switch (operation) {
        case Operation::less: return *found < 0;
        case Operation::less_or_equal: return *found <= 0;
        case Operation::greater: return *found > 0;
        default: return *found >= 0;
    }
}

Value is_in(const Value& wanted, const Value& list) {
    if (!wanted.is_known() || list.type() != ValueType::list) return {};
    for (const auto& item : list.items())
        if (same(wanted, item).is_true()) return true;
    return false;
}

Value calculated(Operation operation, const Value& a, const Value& b) {
    if (a.type() != ValueType::number || b.type() != ValueType::number) return {};
    switch (operation) {
        case Operation::plus: return a.number() + b.number();
        case Operation::minus: return a.number() - b.number();
        case Operation::times: return a.number() * b.number();
        default: return b.number() == 0 ? Value() : Value(a.number() / b.number());
    }
}

Value days_after(const Value& from, const Value& days) {
    const auto date = as_date(from);
    if (!date.is_known() || days.type() != ValueType::number || std::abs(days.number()) > 1'000'000) return {};
    const Date moved{date.date().days + static_cast<std::int64_t>(std::llround(days.number()))};
    const auto year = civil(moved).year;
    return year >= 1 && year <= 9999 ? Value(moved) : Value();
}

Value months_later(const Value& from, const Value& months) {
    const auto date = as_date(from);
    if (!date.is_known() || months.type() != ValueType::number || std::abs(months.number()) > 120'000) return {};
    const auto found = months_after(date.date(), static_cast<int>(std::llround(months.number())));
    return found ? Value(*found) : Value();
}

Value days_between(const Value& a, const Value& b) {
    const auto from = as_date(a), to = as_date(b);
    if (!from.is_known() || !to.is_known()) return {};
    return static_cast<double>(to.date().days - from.date().days);
}

/// Whole years: from 12 May 2010 to 11 May 2026 is 15.
Value years_between(const Value& a, const Value& b) {
    const auto from = as_date(a), to = as_date(b);
    if (!from.is_known() || !to.is_known()) return {};
    if (to.date() < from.date()) {
        const auto other_way = years_between(to, from);
        return -other_way.number();
    }
    const auto begin = civil(from.date()), end = civil(to.date());
    const bool passed = std::pair(end.month, end.day) >= std::pair(begin.month, begin.day);
    return static_cast<double>(end.year - begin.year - (passed ? 0 : 1));
}

Value age(const Value& number, Date today) {
    if (number.type() != ValueType::text) return {};
    const auto person = identity::PersonalNumber::from(number.text());
    return person ? Value(static_cast<double>(person->age_on(today))) : Value();
}

Value rounded(const Value& number, const Value& decimals) {
    if (number.type() != ValueType::number || decimals.type() != ValueType::number) return {};
    const double scale = std::pow(10.0, std::clamp(std::round(decimals.number()), 0.0, 9.0));
    // A half goes away from zero, also the half that binary numbers store a little too small (1.005).
    const double scaled = number.number() * scale;
    return std::round(scaled + std::copysign(1e-9 * std::max(1.0, std::abs(scaled)), scaled)) / scale;
}

/// Words as a form's limit counts them: what stands between white space.
Value words_in(const Value& text) {
    if (text.type() != ValueType::text) return {};
    double count = 0;
    bool inside = false;
    for (const char c : text.text()) {
        const bool is_space = c == ' ' || c == '\n' || c == '\t';
        if (!is_space && !inside) ++count;
        inside = !is_space;
    }
    return count;
}

Value chosen(const Value& a, const Value& b, int wanted) {
    const auto found = order(a, b);
    if (!found) return {};
    return *found * wanted > 0 ? a : b;
}

Value is_answered(const Value& value) {
    switch (value.type()) {
        case ValueType::unknown: return false;
        case ValueType::text: return !value.text().empty();
        case ValueType::list: return !value.items().empty();
        case ValueType::groups: return !value.group_items().empty();
        default: return true;
    }
}

Value counted(const Value& value) {
    if (value.type() == ValueType::groups) return static_cast<double>(value.group_items().size());
    if (value.type() == ValueType::list) return static_cast<double>(value.items().size());
    return {};
}

/// The group that an expression asks about: the first part of its first name with a dot that is a group.
std::string_view group_in(const Expression& e, const Scope& form) {
    if (e.operation == Operation::name) {
        const std::string_view name = e.words;
        const auto dot = name.find('.');
        if (dot == name.npos) return {};
        return form.get(name.substr(0, dot)).type() == ValueType::groups ? name.substr(0, dot) : std::string_view{};
    }
    for (const auto& part : e.parts)
        if (const auto found = group_in(*part, form); !found.empty()) return found;
    return {};
}

Value over_group(Function function, const Expression& asked, const Names& names) {
    const auto group = group_in(asked, names.form);
    if (group.empty()) return {};
    const auto items = names.form.get(group);
    double sum = 0;
    bool all_known = true;
    for (const auto& item : items.group_items()) {
        const auto value = worth(asked, {names.form, group, &item});
        if (function == Function::any && value.is_true()) return true;
        if (function == Function::all && value.is_false()) return false;
        const auto wanted = function == Function::sum ? ValueType::number : ValueType::truth;
        all_known = all_known && value.type() == wanted;
        sum += value.number();
    }
    if (!all_known) return {};
    return function == Function::sum ? Value(sum) : Value(function == Function::all);
}

/// Unknown when the pattern is none.
Value fits(const Value& text, const Value& pattern) {
    if (text.type() != ValueType::text || pattern.type() != ValueType::text) return {};
    const auto found = matches(text.text(), pattern.text());
    return found ? Value(*found) : Value();
}

Value called(const Expression& e, const Names& names) {
    const auto* shape = function_named(e.words);
    if (!shape || e.parts.size() < shape->least || e.parts.size() > shape->most) return {};
    if (shape->over_group) return over_group(shape->function, *e.parts[0], names);
    const auto part = [&](std::size_t i) { return i < e.parts.size() ? worth(*e.parts[i], names) : Value(); };
    if (shape->function == Function::if_) {
        const auto condition = part(0);
        return condition.type() == ValueType::truth ? part(condition.is_true() ? 1 : 2) : Value();
    }
    const auto first = part(0), second = part(1);
    switch (shape->function) {
        case Function::answered: return is_answered(first);
        case Function::today: return names.form.today();
        case Function::days_after: return days_after(first, second);
        case Function::months_after: return months_later(first, second);
        case Function::years_after:
            return second.type() == ValueType::number ? months_later(first, std::round(second.number()) * 12) : Value();
        case Function::days_between: return days_between(first, second);
        case Function::years_between: return years_between(first, second);
        case Function::age: return age(first, names.form.today());
        case Function::min: return chosen(first, second, -1);
        case Function::max: return chosen(first, second, 1);
        case Function::round: return rounded(first, e.parts.size() == 2 ? second : Value(0));
        case Function::length:
            return first.type() == ValueType::text ? Value(static_cast<double>(count_characters(first.text()))) : Value();
        case Function::words: return words_in(first);
        case Function::contains: return is_in(second, first);
        case Function::length_m: return first.type() == ValueType::drawing ? Value(geo::length_m(first.points())) : Value();
        case Function::area_m2: return first.type() == ValueType::drawing ? Value(geo::area_m2(first.points())) : Value();
        case Function::count: return counted(first);
        case Function::matches: return fits(first, second);
        case Function::is_iban: return first.type() == ValueType::text ? Value(is_iban(first.text())) : Value();
        default: return {};
    }
}

Value worth(const Expression& e, const Names& names) {
    const auto part = [&](std::size_t i) { return worth(*e.parts[i], names); };
    switch (e.operation) {
        case Operation::truth: return e.truth;
        case Operation::number: return e.number;
        case Operation::text: return e.words;
        case Operation::name: return names.get(e.words);
        case Operation::call: return called(e, names);
        case Operation::and_: return conjunction(e, names);
        case Operation::or_: return disjunction(e, names);
        case Operation::list: {
            std::vector<Value> items;
            for (const auto& item : e.parts) {
                items.push_back(worth(*item, names));
                if (!items.back().is_known()) return {};
            }
            return Value::list(std::move(items));
        }
        case Operation::not_: {
            const auto value = part(0);
            return value.type() == ValueType::truth ? Value(value.is_false()) : Value();
        }
        case Operation::negative: {
            const auto value = part(0);
            return value.type() == ValueType::number ? Value(-value.number()) : Value();
        }
        case Operation::equal: return same(part(0), part(1));
        case Operation::not_equal: {
            const auto equal = same(part(0), part(1));
            return equal.is_known() ? Value(equal.is_false()) : Value();
        }
        case Operation::in: return is_in(part(0), part(1));
        case Operation::less:
        case Operation::less_or_equal:
        case Operation::greater:
        case Operation::greater_or_equal: return compared(e.operation, part(0), part(1));
        default: return calculated(e.operation, part(0), part(1));
    }
}

}  // namespace

Value evaluate(const Rule& rule, const Scope& scope) { return rule ? worth(rule.tree(), {scope}) : Value(); }

}  // namespace forms
