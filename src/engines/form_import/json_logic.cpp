#include "engines/form_import/json_logic.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engines/form_import/json_text.h"
#include "foundation/base/numbers.h"
#include "foundation/base/result.h"
#include "foundation/base/unicode.h"

namespace form_import {
namespace {

using Read = tl::expected<Logic, Unsayable>;

tl::unexpected<Unsayable> unsayable(std::string key, std::string argument) {
    return tl::unexpected(Unsayable{std::move(key), {first_characters(argument, 40)}});
}

/// How much a date is moved: years, months, days.
using Shift = std::array<double, 3>;

/// "P1Y6M", "P10D"; hours are within the day.
std::optional<Shift> duration(std::string_view written) {
    if (!written.starts_with('P')) return std::nullopt;
    Shift shift{};
    std::string digits;
    for (const char c : written.substr(1)) {
        if (c == 'T') break;
        if (c >= '0' && c <= '9') {
            digits += c;
            continue;
        }
        const auto count = whole_number(digits);
        if (!count || *count > 100'000) return std::nullopt;
        digits.clear();
        if (c == 'Y') shift[0] = static_cast<double>(*count);
        else if (c == 'M') shift[1] = static_cast<double>(*count);
        else if (c == 'W') shift[2] += static_cast<double>(*count) * 7;
        else if (c == 'D') shift[2] += static_cast<double>(*count);
        else return std::nullopt;
    }
    return shift;
}

std::optional<Shift> shift_of(const json::Value& value) {
    if (!value.is_object() || value.size() != 1) return std::nullopt;
    const auto& [operation, given] = value.members()[0];
    if (operation == "duration") return duration(raw_text(given.is_array() ? given[std::size_t{0}] : given));
    if (operation != "rdelta") return std::nullopt;
    Shift shift{};
    for (std::size_t i = 0; i < 3 && given.is_array() && i < given.size(); ++i) {
        const auto count = number_of(given[i]);
        if ((!count && !given[i].is_null()) || std::abs(count.value_or(0)) > 100'000) return std::nullopt;
        shift[i] = count.value_or(0);
    }
    if (const auto years = number_of(given)) shift[0] = *years;
    return shift;
}

class Reader {
public:
    Read read(const json::Value& value) {
        if (!value.is_object()) return value.is_array() ? list_of(value) : Read(constant_of(value));
        if (value.size() != 1) return unsayable("why_operation", "{}");
        const auto& [operation, raw] = value.members()[0];
        const json::Value given = raw.is_array() ? raw : json::array({raw});
        if (operation == "var") return variable(given);
        if (operation == "today" || operation == "now") return call("today", {});
        if (operation == "some" || operation == "all" || operation == "none") return over_items(operation, given);
        if (operation == "reduce") return reduced(given);
        if (operation == "missing") return missing(given);
        if ((operation == "+" || operation == "-") && given.size() == 2)
            if (const auto shift = shift_of(given[1])) return moved(given[std::size_t{0}], *shift, operation == "-" ? -1 : 1);
        auto parts = TRY(list_of(given)).parts;
        if (parts.empty()) return unsayable("why_operation", operation);
        if (operation == "date" || operation == "datetime" || operation == "!!" || operation == "log") return std::move(parts[0]);
        if (operation == "!") return negated(std::move(parts[0]));
        return made(operation, std::move(parts));
    }

private:
    Read list_of(const json::Value& value) {
        std::vector<Logic> items;
        for (const auto& item : value.items()) items.push_back(TRY(read(item)));
        return list(std::move(items));
    }

    Read variable(const json::Value& given) {
        auto word = raw_text(given[std::size_t{0}]);
        if (item_name_.empty()) return word.empty() ? unsayable("why_operation", "var") : Read(name(std::move(word)));
        if (word == "accumulator") return name(std::move(word));
        if (word.starts_with("current.")) word = word.substr(8);
        return name(word.empty() || word == "current" ? item_name_ : item_name_ + "." + word);
    }

    Read made(const std::string& operation, std::vector<Logic> parts) {
        static const std::map<std::string, const char*, std::less<>> signs = {
            {"==", "=="}, {"===", "=="}, {"!=", "!="}, {"!==", "!="}, {"<", "<"}, {"<=", "<="}, {">", ">"}, {">=", ">="}, {"in", "in"}};
        if (const auto sign = signs.find(operation); sign != signs.end()) {
            if (parts.size() == 2) return call(sign->second, std::move(parts));
            if (parts.size() == 3) return both(call(sign->second, {parts[0], parts[1]}), call(sign->second, {parts[1], parts[2]}));
        }
        if (operation == "and" || operation == "or") {
            auto whole = truth(operation == "and");
            for (auto& part : parts)
                whole = operation == "and" ? both(std::move(whole), std::move(part)) : either(std::move(whole), std::move(part));
            return whole;
        }
        if (operation == "if" || operation == "?:") return chosen(parts);
        if (operation == "min" || operation == "max") {
            auto whole = parts[0];
            for (std::size_t i = 1; i < parts.size(); ++i) whole = call(operation, {std::move(whole), parts[i]});
            return whole;
        }
        const bool is_arithmetic = operation == "+" || operation == "*" || ((operation == "-" || operation == "/") && parts.size() <= 2);
        if (is_arithmetic) return parts.size() == 1 && operation != "-" ? std::move(parts[0]) : call(operation, std::move(parts));
        return unsayable("why_operation", operation);
    }

    /// if, then, else if, then …
    static Read chosen(const std::vector<Logic>& parts) {
        Logic otherwise = parts.size() % 2 ? parts.back() : Logic{};
        for (auto i = parts.size() - parts.size() % 2; i >= 2; i -= 2)
            otherwise = call("if", {parts[i - 2], parts[i - 1], std::move(otherwise)});
        return otherwise;
    }

    Read moved(const json::Value& from, const Shift& shift, double direction) {
        auto date = TRY(read(from));
        std::vector<Logic> parts{std::move(date)};
        for (const auto count : shift) parts.push_back(number(count == 0 ? 0 : direction * count));
        return call("later", std::move(parts));
    }

    Read missing(const json::Value& given) {
        auto whole = truth(false);
        for (const auto& one : given.items()) whole = either(std::move(whole), negated(call("answered", {name(raw_text(one))})));
        return whole;
    }

    tl::expected<std::string, Unsayable> items_of(const json::Value& given, const std::string& operation) const {
        const auto& about = given[std::size_t{0}]["var"];
        const auto word = raw_text(about.is_array() ? about[std::size_t{0}] : about);
        if (word.empty() || !item_name_.empty()) return unsayable("why_operation", operation);
        return word;
    }

    Read over_items(const std::string& operation, const json::Value& given) {
        const auto items = TRY(items_of(given, operation));
        item_name_ = items;
        auto condition = read(given[1]);
        item_name_.clear();
        if (!condition) return condition;
        // Of a list of values, "some is x" is "x is among them".
        if (operation == "some" && condition->is("==") && condition->parts[0] == name(items))
            return call("in", {condition->parts[1], name(items)});
        if (operation == "all") return call("all", {name(items), std::move(*condition)});
        auto any = call("any", {name(items), std::move(*condition)});
        return operation == "none" ? negated(std::move(any)) : Read(std::move(any));
    }

    /// A sum over a group, or how many it has: {"reduce": [{"var": "rows"}, {"+": [{"var": "accumulator"}, {"var": "current.amount"}]}, 0]}
    Read reduced(const json::Value& given) {
        const auto items = TRY(items_of(given, "reduce"));
        item_name_ = items;
        auto step = read(given[1]);
        item_name_.clear();
        if (!step) return step;
        if (!step->is("+") || step->parts.size() != 2) return unsayable("why_operation", "reduce");
        const auto one = step->parts[0] == name("accumulator") ? step->parts[1] : step->parts[0];
        auto whole = one == number(1) ? call("count", {name(items)}) : call("sum", {name(items), one});
        const auto begin = number_of(given[2]);
        return begin && *begin != 0 ? call("+", {std::move(whole), number(*begin)}) : std::move(whole);
    }

    std::string item_name_{};  ///< the group whose items some, all, none or reduce goes through
};

}  // namespace

tl::expected<Logic, Unsayable> read_json_logic(const json::Value& value) { return Reader().read(value); }

}  // namespace form_import
