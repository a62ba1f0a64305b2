#include <algorithm>

#include "engines/form_import/constant.h"
#include "engines/form_import/sayer.h"
#include "foundation/base/numbers.h"
#include "foundation/base/result.h"

namespace form_import {

using Kind = Use::Kind;

bool Sayer::is_comparison(const Logic& logic) {
    for (const auto* sign : {"==", "!=", "<", "<=", ">", ">="})
        if (logic.is(sign) && logic.parts.size() == 2) return true;
    return false;
}

Words Sayer::comparison(const std::string& sign, const Logic& first, const Logic& second, Side side) {
    const auto a = resolved(first), b = resolved(second);
    if (a.is_constant() && b.is_constant()) return std::string(compared(sign, a, b) ? "true" : "false");
    if (a.is_constant()) return comparison(turned(sign), b, a, side);
    const auto* use = use_of(a);
    if (sign == "!=" && !is_truth(a) && !(use && !use->may_be_unanswered))
        return "not (" + TRY(comparison("==", a, b, Side::inside_not)) + ")";
    if (b.is_constant() && is_empty(b)) return emptiness(sign, a);
    if (is_truth(a) && b.is_constant()) return truth_of(sign, a, b, side);
    if (use && b.is_constant()) return with_constant(sign, a, *use, b, side);
    const auto rule = TRY(value(a)) + " " + sign + " " + TRY(value(b));
    return guarded(call(sign, {a, b}), rule, side);
}

bool Sayer::is_truth(const Logic& logic) {
    for (const auto* operation : {"and", "or", "not", "in", "answered", "any", "all", "matches", "is_iban"})
        if (logic.is(operation)) return true;
    return is_comparison(logic);
}

Words Sayer::truth_of(const std::string& sign, const Logic& asked, const Logic& constant, Side side) {
    const auto wanted = as_truth(is_empty(constant) ? truth(false) : constant);
    if (!wanted || (sign != "==" && sign != "!=")) return std::string(sign == "!=" ? "true" : "false");
    return condition(*wanted == (sign == "==") ? asked : negated(asked), side);
}

Words Sayer::emptiness(const std::string& sign, const Logic& asked) {
    const auto answered = TRY(is_answered(asked));
    if (sign == "==") return "not " + answered;
    return sign == "!=" ? Words(answered) : Words(std::string("false"));
}

Words Sayer::with_constant(const std::string& sign, const Logic& asked, const Use& use, const Logic& constant, Side side) {
    const auto never = std::string(sign == "!=" ? "true" : "false");
    const auto said = [&](const std::string& worth) { return guarded(asked, id_of(use) + " " + sign + " " + worth, side); };
    const bool is_equality = sign == "==" || sign == "!=";
    switch (use.kind) {
        case Kind::truth: {
            const auto wanted = as_truth(constant);
            if (!wanted || !is_equality) return never;
            return truth_equals(asked, use, *wanted == (sign == "=="), side);
        }
        case Kind::number: {
            const auto wanted = as_number(constant);
            return wanted ? said(plain_number(*wanted)) : Words(never);
        }
        case Kind::date: {
            const auto wanted = as_date(constant);
            return wanted ? said(quoted(*wanted)) : Words(never);
        }
        case Kind::clock:
        case Kind::month: return part_of_time(sign, asked, use, constant, side);
        case Kind::choice: return one_of_options(sign, asked, use, constant, side);
        case Kind::text:
            if (!is_equality) return unsayable("why_order_of_texts", {use.id});
            return said(quoted(as_text(constant)));
        case Kind::list: return all_in(sign, asked, use, constant, side);
        default: return unsayable("why_compared", {use.id});
    }
}

Words Sayer::truth_equals(const Logic& asked, const Use& use, bool wanted, Side side) {
    const auto id = id_of(use);
    if (wanted) return guarded(asked, id, side);
    if (use.unticked_is_no) return "not (" + TRY(guarded(asked, id, Side::inside_not)) + ")";
    return guarded(asked, "not " + id, side);
}

Words Sayer::part_of_time(const std::string& sign, const Logic& asked, const Use& use, const Logic& constant, Side side) {
    const int times = use.kind == Kind::clock ? 60 : 12;
    const auto wanted = use.kind == Kind::clock ? as_minutes(constant) : as_months(constant);
    if (!wanted) return std::string(sign == "!=" ? "true" : "false");
    const auto prefix = use.group.empty() ? std::string() : use.group + ".";
    const auto worth = prefix + use.id + " * " + std::to_string(times) + " + " + prefix + use.second;
    return guarded(asked, worth + " " + sign + " " + std::to_string(*wanted), side);
}

Words Sayer::one_of_options(const std::string& sign, const Logic& asked, const Use& use, const Logic& constant, Side side) {
    std::vector<Logic> fitting;
    for (const auto& option : use.options)
        if (compared(sign == "!=" ? "==" : sign, text(option), constant)) fitting.push_back(text(option));
    if (fitting.empty()) return std::string(sign == "!=" ? "true" : "false");
    if (fitting.size() == 1) {
        const auto equal = sign == "!=" ? " != " : " == ";
        return guarded(asked, id_of(use) + equal + quoted(fitting[0].words), side);
    }
    const auto among = id_of(use) + " in " + TRY(list(fitting));
    return guarded(asked, sign == "!=" ? "not (" + among + ")" : among, side);
}

Words Sayer::all_in(const std::string& sign, const Logic& asked, const Use& use, const Logic& constant, Side side) {
    if (sign != "==" && sign != "!=") return unsayable("why_compared", {use.id});
    std::string rule;
    const auto wanted = constant.kind == Logic::Kind::list ? constant.parts : std::vector<Logic>{constant};
    for (const auto& one : wanted) {
        if (!has_option(use, as_text(one))) return std::string(sign == "!=" ? "true" : "false");
        rule += (rule.empty() ? "contains(" : " and contains(") + id_of(use) + ", " + quoted(as_text(one)) + ")";
    }
    if (constant.kind == Logic::Kind::list) rule += " and count(" + id_of(use) + ") == " + std::to_string(wanted.size());
    return guarded(asked, sign == "!=" ? "not (" + rule + ")" : rule, side);
}

bool Sayer::has_option(const Use& use, const std::string& value) {
    return use.options.empty() || std::find(use.options.begin(), use.options.end(), value) != use.options.end();
}

Words Sayer::membership(const Logic& logic, Side side) {
    const auto wanted = resolved(logic.parts[0]), all = resolved(logic.parts[1]);
    if (const auto* use = use_of(all)) {
        if (use->kind == Kind::list && wanted.is_constant()) return all_in("==", all, *use, wanted, side);
        if ((use->kind == Kind::choice || use->kind == Kind::text) && wanted.is_constant())
            return use->kind == Kind::choice ? containing_options(all, *use, wanted, side) : unsayable("why_part_of_text", {use->id});
    }
    if (all.kind == Logic::Kind::list) {
        Logic any = truth(false);
        for (const auto& one : all.parts) any = either(std::move(any), call("==", {wanted, one}));
        return condition(any, side);
    }
    if (all.is_constant())
        return wanted.is_constant() ? Words(std::string(is_part(wanted, all) ? "true" : "false"))
                                    : unsayable("why_part_of_text", {as_text(all)});
    const auto rule = TRY(value(wanted)) + " in " + TRY(value(all));
    return guarded(logic, rule, side);
}

Words Sayer::containing_options(const Logic& asked, const Use& use, const Logic& part, Side side) {
    Logic any = truth(false);
    for (const auto& option : use.options)
        if (is_part(part, text(option))) any = either(std::move(any), call("==", {asked, text(option)}));
    return condition(any, side);
}

}  // namespace form_import
