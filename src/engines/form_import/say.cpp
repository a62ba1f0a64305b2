#include "engines/form_import/sayer.h"

#include <algorithm>

#include "engines/form_import/constant.h"
#include "foundation/base/numbers.h"
#include "foundation/base/result.h"
#include "foundation/base/unicode.h"

namespace form_import {

using Kind = Use::Kind;

tl::unexpected<Unsayable> unsayable(std::string key, std::vector<std::string> arguments) {
    return tl::unexpected(Unsayable{std::move(key), std::move(arguments)});
}

std::string quoted(const std::string& words) {
    std::string out = "'";
    for (const char c : words) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

Sayer::Sayer(const Uses& uses, const std::string& group) : uses_(uses), group_(group) {
    for (const auto& [foreign, use] : uses_)
        if (!group.empty() && use.kind == Kind::group && use.id == group) foreign_group_ = foreign;
}

Words Sayer::condition(const Logic& logic, Side side) {
    using L = Logic::Kind;
    if (logic.is_constant()) return std::string(is_truthy(logic) ? "true" : "false");
    if (logic.kind == L::name) return answered_yes(logic, side);
    if (logic.is("and") || logic.is("or")) return joined_parts(logic, side);
    if (logic.is("not")) return "not (" + TRY(condition(logic.parts[0], Side::inside_not)) + ")";
    if (logic.is("if")) return condition(chosen(logic), side);
    if (logic.is("answered")) return is_answered(logic.parts[0]);
    if (logic.is("in")) return membership(logic, side);
    if (logic.is("any") || logic.is("all")) return over_group(logic);
    if (logic.is("matches") || logic.is("is_iban")) return guarded(logic, logic.words + "(" + TRY(values(logic.parts, 0)) + ")", side);
    if (is_comparison(logic)) return comparison(logic.words, logic.parts[0], logic.parts[1], side);
    const auto worth = TRY(value(logic));
    return guarded(logic, "(" + worth + ") != 0", side);
}

Words Sayer::value(const Logic& logic) {
    switch (logic.kind) {
        case Logic::Kind::number: return plain_number(logic.number);
        case Logic::Kind::text: return quoted(logic.words);
        case Logic::Kind::truth: return std::string(logic.is_true ? "true" : "false");
        case Logic::Kind::nothing: return unsayable("why_nothing");
        case Logic::Kind::list: return list(logic.parts);
        case Logic::Kind::name: return named(logic);
        case Logic::Kind::call: break;
    }
    if (is_truth(logic)) return condition(logic, Side::plain);
    if (logic.is("today")) return std::string("today()");
    if (logic.is("later")) return later(logic);
    if (logic.is("if")) return "if(" + TRY(condition(logic.parts[0], Side::plain)) + ", " + TRY(values(logic.parts, 1)) + ")";
    if (logic.is("sum")) return over_group(logic);
    for (const auto* function : {"length", "words", "count", "min", "max"})
        if (logic.is(function)) return logic.words + "(" + TRY(values(logic.parts, 0)) + ")";
    for (const auto* sign : {"+", "-", "*", "/"})
        if (logic.is(sign)) return arithmetic(logic);
    return unsayable("why_operation", {logic.words});
}

const Use* Sayer::use_of(const Logic& logic) const {
    if (logic.kind != Logic::Kind::name) return nullptr;
    if (!foreign_group_.empty())
        if (const auto own = uses_.find(foreign_group_ + "." + logic.words); own != uses_.end()) return &own->second;
    const auto found = uses_.find(logic.words);
    return found == uses_.end() ? nullptr : &found->second;
}

Logic Sayer::resolved(const Logic& logic) const {
    if (logic.kind != Logic::Kind::name) return logic;
    const auto* use = use_of(logic);
    if (!use) return {};
    return use->kind == Kind::variable ? use->value : logic;
}

std::string Sayer::id_of(const Use& use) const { return use.group.empty() ? use.id : use.group + "." + use.id; }

Words Sayer::placed(const Use& use, std::string rule) const {
    const bool is_outside = !use.group.empty() && use.group != group_ && use.group != over_;
    return is_outside ? "any(" + rule + ")" : rule;
}

Words Sayer::answered_yes(const Logic& logic, Side side) {
    const auto* use = use_of(logic);
    if (!use) return std::string("false");
    const auto id = id_of(*use);
    if (use->kind == Kind::variable) return condition(use->value, side);
    if (use->kind == Kind::truth) return guarded(logic, id, side);
    if (use->kind == Kind::number) return guarded(logic, id + " != 0", side);
    return placed(*use, "answered(" + id + ")");
}

Words Sayer::is_answered(const Logic& asked) {
    const auto logic = resolved(asked);
    if (logic.is_constant()) return std::string(is_truthy(logic) ? "true" : "false");
    const auto* use = use_of(logic);
    if (!use) return condition(logic, Side::plain);
    return placed(*use, "answered(" + id_of(*use) + ")");
}

Words Sayer::joined_parts(const Logic& logic, Side side) {
    std::string out;
    for (const auto& part : logic.parts) out += (out.empty() ? "(" : " " + logic.words + " (") + TRY(condition(part, side)) + ")";
    return out.empty() ? std::string(logic.is("and") ? "true" : "false") : out;
}

Logic Sayer::chosen(const Logic& logic) {
    const auto& when = logic.parts[0];
    return either(both(when, logic.parts[1]), both(negated(when), logic.parts[2]));
}

Words Sayer::guarded(const Logic& logic, const std::string& rule, Side side) {
    std::string guard;
    const Use* outside = nullptr;
    for (const auto& word : names_outside_groups(logic)) {
        const auto* use = use_of(name(word));
        if (!use || use->kind == Kind::variable) continue;
        if (!use->group.empty()) outside = use;
        if (side == Side::inside_not && use->may_be_unanswered) guard += "answered(" + id_of(*use) + ") and ";
    }
    const auto whole = guard.empty() ? rule : guard + "(" + rule + ")";
    return outside ? placed(*outside, whole) : Words(whole);
}

Words Sayer::over_group(const Logic& logic) {
    const auto* use = use_of(logic.parts[0]);
    if (!use || use->kind != Kind::group) return unsayable("why_no_group", {logic.parts[0].words});
    if (!over_.empty()) return unsayable("why_group_in_group");
    over_ = use->id;
    auto inside = logic.is("sum") ? value(logic.parts[1]) : condition(logic.parts[1], Side::inside_not);
    over_.clear();
    if (!inside) return inside;
    return logic.words + "(" + *inside + ")";
}

Words Sayer::later(const Logic& logic) {
    auto date = TRY(value(logic.parts[0]));
    const char* functions[] = {"years_after", "months_after", "days_after"};
    for (std::size_t i = 1; i < logic.parts.size() && i <= 3; ++i) {
        const auto& count = logic.parts[i];
        if (count.kind == Logic::Kind::number && count.number == 0) continue;
        date = std::string(functions[i - 1]) + "(" + date + ", " + TRY(value(count)) + ")";
    }
    return date;
}

Words Sayer::named(const Logic& logic) {
    const auto worth = resolved(logic);
    if (worth.kind != Logic::Kind::name) return value(worth);
    const auto& use = *use_of(logic);
    if (use.kind == Kind::clock || use.kind == Kind::month) return unsayable("why_compared", {use.id});
    if (!use.group.empty() && use.group != group_ && use.group != over_) return unsayable("why_one_item", {use.id});
    return id_of(use);
}

Words Sayer::arithmetic(const Logic& logic) {
    if (logic.parts.size() == 1) return (logic.is("-") ? "-(" : "(") + TRY(value(logic.parts[0])) + ")";
    std::string out;
    for (const auto& part : logic.parts) out += (out.empty() ? "(" : " " + logic.words + " (") + TRY(value(part)) + ")";
    return out;
}

Words Sayer::values(const std::vector<Logic>& parts, std::size_t from) {
    std::string out;
    for (std::size_t i = from; i < parts.size(); ++i) out += (i == from ? "" : ", ") + TRY(value(parts[i]));
    return out;
}

Words Sayer::list(const std::vector<Logic>& items) { return "[" + TRY(values(items, 0)) + "]"; }

static tl::expected<forms::Rule, Unsayable> rule_of(const Logic& logic, Words words) {
    if (!words) return tl::unexpected(words.error());
    auto rule = forms::parse(*words);
    if (!rule) return unsayable("why_rule", {first_characters(*words, 80)});
    return *rule;
}

tl::expected<forms::Rule, Unsayable> say_condition(const Logic& logic, const Uses& uses, const std::string& group) {
    if (size_of(logic) > largest_logic) return unsayable("why_too_large");
    return rule_of(logic, Sayer(uses, group).condition(logic, Side::plain));
}

tl::expected<forms::Rule, Unsayable> say_value(const Logic& logic, const Uses& uses, const std::string& group) {
    if (size_of(logic) > largest_logic) return unsayable("why_too_large");
    return rule_of(logic, Sayer(uses, group).value(logic));
}

std::vector<std::string> unknown_names(const Logic& logic, const Uses& uses) {
    auto names = names_in(logic);
    std::erase_if(names, [&](const std::string& one) {
        if (uses.contains(one)) return true;
        return std::any_of(uses.begin(), uses.end(), [&](const auto& use) { return use.first.ends_with("." + one); });
    });
    return names;
}

Use::Kind kind_of(forms::FieldType type) {
    using forms::FieldType;
    switch (type) {
        case FieldType::yes_no:
        case FieldType::declaration: return Kind::truth;
        case FieldType::number: return Kind::number;
        case FieldType::date: return Kind::date;
        case FieldType::choice: return Kind::choice;
        case FieldType::multiple: return Kind::list;
        case FieldType::file: return Kind::files;
        case FieldType::group: return Kind::group;
        default: return Kind::text;
    }
}

}  // namespace form_import
