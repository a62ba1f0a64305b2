#include "engines/decision_tables/cell.h"

#include <algorithm>

#include "engines/forms/shown.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace decision_tables {
namespace {

using forms::Value;
using forms::ValueType;

struct Sign {
    std::string_view written;
    Compares how;
};
/// The longer before the shorter that they begin with.
constexpr Sign signs[] = {
    {"<=", Compares::at_most},       {">=", Compares::at_least}, {"≤", Compares::at_most},  {"≥", Compares::at_least},
    {"<", Compares::less},           {">", Compares::more},      {"=", Compares::equal},    {"minst ", Compares::at_least},
    {"högst ", Compares::at_most},   {"under ", Compares::less}, {"över ", Compares::more}, {"at least ", Compares::at_least},
    {"at most ", Compares::at_most}, {"over ", Compares::more},
};
constexpr std::string_view turning[] = {"inte ", "not "};
constexpr std::string_view yes_words[] = {"ja", "yes"}, no_words[] = {"nej", "no"};

bool is_one_of(std::string_view word, const auto& words) { return std::ranges::find(words, word) != std::end(words); }

FieldError problem(std::string key, std::vector<std::string> arguments = {}) { return {"", std::move(key), std::move(arguments)}; }

std::string labels_of(const ColumnType& type) {
    std::vector<std::string> labels;
    for (const auto& option : type.options) labels.push_back(option.label.sv);
    return joined(labels, ", ");
}

tl::expected<Value, FieldError> text_value(std::string_view typed, const ColumnType& type) {
    if (type.options.empty()) return Value(std::string(typed));
    const auto wanted = lower(typed);
    for (const auto& option : type.options)
        if (option.value == typed || lower(option.label.sv) == wanted || lower(option.label.en) == wanted) return Value(option.value);
    return tl::unexpected(problem("problem_no_option", {std::string(typed), labels_of(type)}));
}

/// "30.000" is thirty thousand to one reader and thirty to another.
bool is_ambiguous(std::string_view number) {
    const auto point = number.find('.');
    return point != number.npos && number.size() - point == 4;
}

tl::expected<Value, FieldError> value_of(std::string_view typed, const ColumnType& type) {
    typed = trimmed(typed);
    switch (type.type) {
        case ValueType::truth:
            if (is_one_of(lower(typed), yes_words)) return Value(true);
            if (is_one_of(lower(typed), no_words)) return Value(false);
            return tl::unexpected(problem("problem_yes_no", {std::string(typed)}));
        case ValueType::number:
            if (is_ambiguous(typed)) return tl::unexpected(problem("problem_point", {std::string(typed)}));
            if (const auto number = decimal_number(typed)) return Value(*number);
            return tl::unexpected(problem("problem_number", {std::string(typed)}));
        case ValueType::date:
            if (const auto day = date_from_iso(typed)) return Value(*day);
            return tl::unexpected(problem("problem_day", {std::string(typed)}));
        case ValueType::text:
        case ValueType::list:
            if (typed.empty()) return tl::unexpected(problem("problem_empty"));
            return text_value(typed, type);
        default: return tl::unexpected(problem("problem_type"));
    }
}

bool is_ordered(ValueType type) { return type == ValueType::number || type == ValueType::date; }

tl::expected<Test, FieldError> test_of(std::string_view typed, const ColumnType& type) {
    typed = trimmed(typed);
    if (!is_ordered(type.type)) {
        const auto value = value_of(typed, type);
        if (!value) return tl::unexpected(value.error());
        return Test{Compares::equal, *value, {}};
    }
    if (const auto dots = typed.find(".."); dots != typed.npos) {
        const auto least = value_of(typed.substr(0, dots), type), most = value_of(typed.substr(dots + 2), type);
        if (!least) return tl::unexpected(least.error());
        if (!most) return tl::unexpected(most.error());
        const bool is_backwards = type.type == ValueType::number ? least->number() > most->number() : least->date() > most->date();
        if (is_backwards) return tl::unexpected(problem("problem_backwards", {std::string(typed)}));
        return Test{Compares::between, *least, *most};
    }
    auto how = Compares::equal;
    const auto small = lower(typed);
    for (const auto& sign : signs)
        if (small.starts_with(sign.written)) {
            how = sign.how;
            typed.remove_prefix(sign.written.size());
            break;
        }
    const auto value = value_of(typed, type);
    if (!value) return tl::unexpected(value.error());
    return Test{how, *value, {}};
}

/// -1, 0 or 1; numbers that read the same are the same.
int order_of(const Value& a, const Value& b) {
    if (a.type() == ValueType::date) return a.date() < b.date() ? -1 : a.date() > b.date() ? 1 : 0;
    if (forms::same_number(a.number(), b.number())) return 0;
    return a.number() < b.number() ? -1 : 1;
}

bool is_same(const Value& fact, const Value& wanted) {
    if (fact.type() == ValueType::list) return std::ranges::any_of(fact.items(), [&](const Value& item) { return is_same(item, wanted); });
    if (fact.type() == ValueType::text && wanted.type() == ValueType::text) return lower(fact.text()) == lower(wanted.text());
    return fact == wanted;
}

bool holds(const Test& test, const Value& fact) {
    if (test.how == Compares::equal) return is_same(fact, test.value);
    if (fact.type() != test.value.type()) return false;
    const int order = order_of(fact, test.value);
    switch (test.how) {
        case Compares::less: return order < 0;
        case Compares::at_most: return order <= 0;
        case Compares::more: return order > 0;
        case Compares::at_least: return order >= 0;
        case Compares::between: return order >= 0 && order_of(fact, test.upper) <= 0;
        case Compares::equal: break;
    }
    return order == 0;
}

std::string test_words(const Texts& text, const Test& test, const ColumnType& type) {
    const auto value = in_words(text, test.value, type);
    switch (test.how) {
        case Compares::equal: return value;
        case Compares::less: return text("less_than", value);
        case Compares::at_most: return text("at_most", value);
        case Compares::more: return text("more_than", value);
        case Compares::at_least: return text("at_least", value);
        case Compares::between: break;
    }
    return text("from_to", value, in_words(text, test.upper, type));
}

}  // namespace

bool Cell::matches(const Value& fact) const {
    if (is_any) return true;
    if (!fact.is_known()) return false;
    const bool any_holds = std::ranges::any_of(tests, [&](const Test& test) { return holds(test, fact); });
    return any_holds != is_turned;
}

tl::expected<Cell, FieldError> parse_cell(std::string_view typed, const ColumnType& type) {
    typed = trimmed(typed);
    if (typed.empty() || typed == "-" || typed == "–") return Cell{};
    Cell cell{.is_any = false};
    // An option may itself begin so: "Inte folkbokförd", also as the first of several.
    const bool is_option = !type.options.empty() && value_of(split(typed, '|').front(), type).has_value();
    for (const auto& word : turning)
        if (!is_option && lower(typed).starts_with(word)) {
            cell.is_turned = true;
            typed = trimmed(typed.substr(word.size()));
            break;
        }
    for (const auto part : split(typed, '|')) {
        auto test = test_of(part, type);
        if (!test) return tl::unexpected(test.error());
        cell.tests.push_back(std::move(*test));
    }
    return cell;
}

tl::expected<Value, FieldError> parse_fact(std::string_view typed, const ColumnType& type) {
    typed = trimmed(typed);
    if (typed.empty() || typed == "-") return Value();
    if (type.type != ValueType::list) return value_of(typed, type);
    std::vector<Value> items;
    for (const auto part : split(typed, '|')) {
        auto item = value_of(part, type);
        if (!item) return tl::unexpected(item.error());
        items.push_back(std::move(*item));
    }
    return Value::list(std::move(items));
}

std::string in_words(const Texts& text, const Value& value, const ColumnType& type) {
    if (!value.is_known()) return text("not_known");
    if (value.type() == ValueType::list) {
        std::vector<std::string> items;
        for (const auto& item : value.items()) items.push_back(in_words(text, item, type));
        return items.empty() ? text("nothing") : joined(items, ", ");
    }
    if (value.type() == ValueType::text)
        for (const auto& option : type.options)
            if (option.value == value.text()) return option.label.in(text.language());
    const auto unit = type.unit.in(text.language());
    return forms::shown(text, value, 6) + (unit.empty() ? "" : " " + unit);
}

std::string in_words(const Texts& text, const Cell& cell, const ColumnType& type) {
    if (cell.is_any) return text("anything");
    std::vector<std::string> words;
    for (const auto& test : cell.tests) words.push_back(test_words(text, test, type));
    auto all = words.front();
    for (std::size_t i = 1; i < words.size(); ++i) all += (i + 1 == words.size() ? " " + text("or") + " " : ", ") + words[i];
    return cell.is_turned ? text("not_this", all) : all;
}

}  // namespace decision_tables
