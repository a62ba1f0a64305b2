#include "engines/forms/rule_types.h"

#include "engines/forms/pattern.h"
#include "engines/forms/problem.h"
#include "engines/forms/rule_functions.h"
#include "engines/forms/rule_tree.h"

namespace forms {
namespace {

class Checker {
public:
    Checker(const NameTypes& table, std::string_view group) : table_(table), group_(group) {}

    NameType type_of(const Expression& e) {
        switch (e.operation) {
            case Operation::truth: return {ValueType::truth};
            case Operation::number: return {ValueType::number};
            case Operation::text: return {ValueType::text};
            case Operation::list: return list(e);
            case Operation::name: return name(e);
            case Operation::call: return call(e);
            case Operation::not_:
            case Operation::and_:
            case Operation::or_:
                for (const auto& part : e.parts) want(*part, ValueType::truth);
                return {ValueType::truth};
            case Operation::equal:
            case Operation::not_equal: return equality(e);
            case Operation::in: return membership(e, *e.parts[0], *e.parts[1]);
            case Operation::less:
            case Operation::less_or_equal:
            case Operation::greater:
            case Operation::greater_or_equal: ordered(e, *e.parts[0], *e.parts[1]); return {ValueType::truth};
            default:
                for (const auto& part : e.parts) want(*part, ValueType::number);
                return {ValueType::number};
        }
    }

    std::vector<RuleProblem> problems{};

private:
    void problem(const Expression& e, std::string key, std::vector<std::string> arguments = {}) {
        problems.push_back({e.position, std::move(key), std::move(arguments)});
    }

    static std::string key_of(ValueType type) {
        switch (type) {
            case ValueType::truth: return "rule_wants_truth";
            case ValueType::number: return "rule_wants_number";
            case ValueType::date: return "rule_wants_date";
            case ValueType::list: return "rule_wants_list";
            case ValueType::drawing: return "rule_wants_drawing";
            default: return "rule_wants_text";
        }
    }

    NameType want(const Expression& e, ValueType wanted) {
        auto found = type_of(e);
        if (found.type == ValueType::unknown || found.type == wanted) return found;
        if (wanted == ValueType::date && is_iso_date(e)) return found;
        problem(e, key_of(wanted), {print(Rule(std::make_shared<const Expression>(e)))});
        return found;
    }

    static bool is_iso_date(const Expression& e) { return e.operation == Operation::text && date_from_iso(e.words).has_value(); }

    NameType list(const Expression& e) {
        NameType found{ValueType::list};
        for (const auto& part : e.parts) {
            const auto item = type_of(*part).type;
            if (found.item == ValueType::unknown) found.item = item;
            else if (item != ValueType::unknown && item != found.item) problem(*part, "rule_mixed_list");
        }
        return found;
    }

    const NameType* find(const std::string& name) const {
        if (!group_.empty())
            if (const auto own = table_.find(std::string(group_) + "." + name); own != table_.end()) return &own->second;
        const auto found = table_.find(name);
        return found == table_.end() ? nullptr : &found->second;
    }

    std::string group_of(const std::string& name) const {
        const auto dot = name.find('.');
        if (dot == name.npos) return {};
        const auto found = table_.find(name.substr(0, dot));
        return found != table_.end() && found->second.type == ValueType::groups ? name.substr(0, dot) : std::string();
    }

    NameType name(const Expression& e) {
        const auto* found = find(e.words);
        if (!found) {
            std::vector<std::string> known;
            for (const auto& [written, type] : table_) known.push_back(written);
            problem(e, "rule_unknown_name", {e.words, nearest(e.words, known)});
            return {};
        }
        const auto group = group_of(e.words);
        if (!group.empty() && group != group_ && !over_group_) problem(e, "rule_group_outside", {e.words});
        if (!group.empty() && over_group_) {
            if (asked_group_.empty()) asked_group_ = group;
            if (asked_group_ != group) problem(e, "rule_two_groups", {asked_group_, group});
        }
        return *found;
    }

    NameType equality(const Expression& e) {
        const auto& left = *e.parts[0];
        const auto& right = *e.parts[1];
        const auto a = type_of(left), b = type_of(right);
        check_option(a, right);
        check_option(b, left);
        const bool dates = (a.type == ValueType::date && is_iso_date(right)) || (b.type == ValueType::date && is_iso_date(left));
        if (a.type != b.type && a.type != ValueType::unknown && b.type != ValueType::unknown && !dates)
            problem(e, "rule_unlike", {print(Rule(e.parts[0])), print(Rule(e.parts[1]))});
        return {ValueType::truth};
    }

    void check_option(const NameType& name, const Expression& text) {
        if (name.options.empty() || text.operation != Operation::text) return;
        for (const auto& option : name.options)
            if (option == text.words) return;
        problem(text, "rule_unknown_option", {text.words, nearest(text.words, name.options)});
    }

    /// wanted in list, contains(list, wanted)
    NameType membership(const Expression& e, const Expression& wanted, const Expression& list) {
        const auto many = want(list, ValueType::list);
        const auto one = type_of(wanted);
        check_option(many, wanted);
        if (list.operation == Operation::list)
            for (const auto& part : list.parts) check_option(one, *part);
        if (many.type == ValueType::list && many.item != ValueType::unknown && one.type != ValueType::unknown && many.item != one.type)
            problem(e, "rule_unlike",
                    {print(Rule(std::make_shared<const Expression>(wanted))), print(Rule(std::make_shared<const Expression>(list)))});
        return {ValueType::truth};
    }

    NameType ordered(const Expression& e, const Expression& left, const Expression& right) {
        const auto a = type_of(left), b = type_of(right);
        const auto type = a.type == ValueType::date || b.type == ValueType::date ? ValueType::date : ValueType::number;
        const auto fits = [&](const NameType& found, const Expression& part) {
            return found.type == ValueType::unknown || found.type == type || (type == ValueType::date && is_iso_date(part));
        };
        if (!fits(a, left) || !fits(b, right))
            problem(e, "rule_no_order",
                    {print(Rule(std::make_shared<const Expression>(left))), print(Rule(std::make_shared<const Expression>(right)))});
        return {type};
    }

    NameType call(const Expression& e) {
        const auto* shape = function_named(e.words);
        if (!shape) return {};
        switch (shape->function) {
            case Function::answered:
                if (e.parts[0]->operation != Operation::name) problem(e, "rule_wants_name", {e.words});
                type_of(*e.parts[0]);
                return {ValueType::truth};
            case Function::today: return {ValueType::date};
            case Function::days_after:
            case Function::months_after:
            case Function::years_after:
                want(*e.parts[0], ValueType::date);
                want(*e.parts[1], ValueType::number);
                return {ValueType::date};
            case Function::days_between:
            case Function::years_between:
                for (const auto& part : e.parts) want(*part, ValueType::date);
                return {ValueType::number};
            case Function::age:
            case Function::length:
            case Function::words: want(*e.parts[0], ValueType::text); return {ValueType::number};
            case Function::min:
            case Function::max: return ordered(e, *e.parts[0], *e.parts[1]);
            case Function::length_m:
            case Function::area_m2: want(*e.parts[0], ValueType::drawing); return {ValueType::number};
            case Function::round:
                for (const auto& part : e.parts) want(*part, ValueType::number);
                return {ValueType::number};
            case Function::is_iban: want(*e.parts[0], ValueType::text); return {ValueType::truth};
            case Function::matches:
                want(*e.parts[0], ValueType::text);
                if (e.parts[1]->operation != Operation::text || !is_pattern(e.parts[1]->words)) problem(*e.parts[1], "rule_no_pattern");
                return {ValueType::truth};
            case Function::contains: return membership(e, *e.parts[1], *e.parts[0]);
            case Function::if_: return choice(e);
            case Function::count: {
                const auto counted = type_of(*e.parts[0]).type;
                if (counted != ValueType::unknown && counted != ValueType::groups && counted != ValueType::list)
                    problem(e, "rule_wants_group", {e.words});
                return {ValueType::number};
            }
            case Function::sum: over_group(e, ValueType::number); return {ValueType::number};
            case Function::any:
            case Function::all: over_group(e, ValueType::truth); return {ValueType::truth};
        }
        return {};
    }

    NameType choice(const Expression& e) {
        want(*e.parts[0], ValueType::truth);
        const auto a = type_of(*e.parts[1]), b = type_of(*e.parts[2]);
        if (a.type == ValueType::unknown) return b;
        if (b.type != ValueType::unknown && a.type != b.type) problem(e, "rule_unlike", {print(Rule(e.parts[1])), print(Rule(e.parts[2]))});
        return {a.type, a.item};
    }

    void over_group(const Expression& e, ValueType wanted) {
        over_group_ = true;
        asked_group_.clear();
        want(*e.parts[0], wanted);
        over_group_ = false;
        if (asked_group_.empty()) problem(e, "rule_wants_group", {e.words});
    }

    const NameTypes& table_;
    std::string_view group_;
    bool over_group_ = false;
    std::string asked_group_{};
};

}  // namespace

RuleTypes check_types(const Rule& rule, const NameTypes& table, std::string_view group) {
    if (!rule) return {};
    Checker checker(table, group);
    const auto found = checker.type_of(rule.tree());
    return {found.type, std::move(checker.problems)};
}

}  // namespace forms
