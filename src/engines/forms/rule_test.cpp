#include "engines/forms/rule.h"
#include "engines/forms/rule_json.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "engines/forms/rule_functions.h"
#include "engines/forms/rule_tree.h"

using namespace forms;

static Scope family() {
    Scope scope(*date_from(2026, 11, 23));
    const auto child = [&](int age) { return Scope(scope.today()).set("age", age); };
    scope.set("yes", true).set("no", false).set("km", 4.3).set("grade", "F").set("start", *date_from(2026, 8, 15));
    scope.set("reasons", Value::list({"traffic", "other"})).set("children", Value::groups({child(2), child(7)}));
    scope.set("number", "199001019802").set("met.distance", true);
    return scope;
}

static Value worth(std::string_view text) {
    const auto rule = parse(text);
    INFO(text);
    REQUIRE(rule);
    return evaluate(*rule, family());
}

TEST_CASE("a rule has the value that its document promises") {
    CHECK(worth("1 + 2 * 3") == Value(7));
    CHECK(worth("10 - 2 - 3") == Value(5));
    CHECK(worth("(1 + 2) * 3") == Value(9));
    CHECK(worth("-2 * -3") == Value(6));
    CHECK(worth("not yes or yes") == Value(true));
    CHECK(worth("not (yes and no)") == Value(true));
    CHECK(worth("grade in ['F', '1']") == Value(true));
    CHECK(worth("km >= 4 and km < 5") == Value(true));
    CHECK(worth("contains(reasons, 'traffic')") == Value(true));
    CHECK(worth("'distance' in reasons") == Value(false));
    CHECK(worth("start > '2026-08-14'") == Value(true));
    CHECK(worth("days_after(today(), 10) == '2026-12-03'") == Value(true));
    CHECK(worth("days_between(start, today())") == Value(100));
    CHECK(worth("months_after('2026-01-31', 1) == '2026-02-28'") == Value(true));
    CHECK(worth("months_after('2026-03-31', -13) == '2025-02-28'") == Value(true));
    CHECK(worth("years_after('2024-02-29', 1) == '2025-02-28'") == Value(true));
    CHECK(worth("years_after('2026-01-01', 9000)") == Value());
    CHECK(worth("words('Två  ord') + words('ett')") == Value(3));
    CHECK(worth("years_between('2010-05-12', '2026-05-11')") == Value(15));
    CHECK(worth("age(number)") == Value(36));
    CHECK(worth("max(km, 5)") == Value(5));
    CHECK(worth("min(start, today()) == start") == Value(true));
    CHECK(worth("round(1.005, 2)") == Value(1.01));
    CHECK(worth("round(0 - 2.5)") == Value(-3));
    CHECK(worth("length('åäö👩‍👧')") == Value(4));
    CHECK(worth("matches('AB12', '[A-Z]{2}\\\\d+')") == Value(true));
    CHECK(worth("matches('AB12', '[A-Z]')") == Value(false));
    CHECK(worth("matches('a', '(')") == Value());
    CHECK(worth("is_iban('SE45 5000 0000 0583 9825 7466')") == Value(true));
    CHECK(worth("if(km > 4, 'far', 'near')") == Value("far"));
    CHECK(worth("met.distance") == Value(true));
}

TEST_CASE("decimals are compared as they read, not as the machine stores them") {
    CHECK(worth("0.1 + 0.2 == 0.3") == Value(true));
    CHECK(worth("0.1 + 0.2 > 0.3") == Value(false));
    CHECK(worth("0.3 >= 0.1 + 0.2") == Value(true));
}

TEST_CASE("rules over a group ask every item") {
    CHECK(worth("count(children)") == Value(2));
    CHECK(worth("sum(children.age)") == Value(9));
    CHECK(worth("any(children.age < 3)") == Value(true));
    CHECK(worth("all(children.age < 3)") == Value(false));
    CHECK(worth("all(children.age < km * 2)") == Value(true));
    CHECK_FALSE(worth("sum(missing.age)").is_known());
}

TEST_CASE("a missing answer makes unknown, but for what another answer decides") {
    CHECK(worth("missing or true") == Value(true));
    CHECK(worth("missing and false") == Value(false));
    for (const auto text :
         {"missing", "not missing", "missing or false", "missing and true", "missing == 1", "missing != 1", "missing + 1", "missing < 1",
          "missing in [1]", "if(missing, 1, 2)", "contains(missing, 'a')", "age(missing)", "days_after(missing, 1)"})
        CHECK_FALSE(worth(text).is_known());
    CHECK(worth("answered(missing)") == Value(false));
    CHECK(worth("answered(km)") == Value(true));
}

TEST_CASE("what cannot be worked out is unknown and never throws") {
    for (const auto text : {"1 / 0", "'a' + 1", "'a' < 'b'", "true < false", "1 == 'a'", "not 1", "-'a'", "days_after(start, 99999999)",
                            "age('1')", "length(1)"})
        CHECK_FALSE(worth(text).is_known());
}

TEST_CASE("a broken rule says where and what to do") {
    const auto key = [](std::string_view text) {
        const auto rule = parse(text);
        return rule ? std::string("no problem") : rule.error().text_key + " " + std::to_string(rule.error().position);
    };
    CHECK(key("") == "rule_empty 0");
    CHECK(key("a ==") == "rule_ends_early 4");
    CHECK(key("a = 1") == "rule_single_equals 2");
    CHECK(key("a b") == "rule_unexpected 2");
    CHECK(key("(a") == "rule_ends_early 2");
    CHECK(key("a < b < c") == "rule_unexpected 6");
    CHECK(key("'open") == "rule_text_not_closed 0");
    CHECK(key("1.2.3") == "rule_number 0");
    CHECK(key("12345678901234567") == "rule_number 0");
    CHECK(key("agee(x)") == "rule_unknown_function 0");
    CHECK(parse("agee(x)").error().arguments == std::vector<std::string>{"agee", "age"});
    CHECK(key("today(1)") == "rule_arguments 0");
    CHECK(key("any(all(c.a))") == "rule_group_function_inside 4");
    CHECK(key("\xff") == "rule_not_utf8 0");
}

TEST_CASE("a rule has bounded depth and size") {
    const auto nested = [](int levels) {
        return std::string(static_cast<std::size_t>(levels), '(') + "true" + std::string(static_cast<std::size_t>(levels), ')');
    };
    CHECK(parse(nested(90)));
    CHECK(parse(nested(200)).error().text_key == "rule_too_deep");
    std::string nots;
    for (int i = 0; i < 200; ++i) nots += "not ";
    CHECK(parse(nots + "true").error().text_key == "rule_too_deep");
    std::string sum = "1";
    for (int i = 0; i < 200; ++i) sum += "+1";
    CHECK(parse(sum).error().text_key == "rule_too_deep");
    CHECK(parse(std::string(max_rule_size + 1, ' ')).error().text_key == "rule_too_long");
}

TEST_CASE("names come once each, in order") {
    CHECK(names(*parse("b and a or b and any(c.d > a)")) == std::vector<std::string>{"b", "a", "c.d"});
}

TEST_CASE("the browser gets the same expression as JSON") {
    CHECK(json::to_text(to_json(*parse("not contains(reasons, 'bus') or -km >= 2.5"))) ==
          R"(["or",["not",["contains",["name","reasons"],"bus"]],[">=",["negative",["name","km"]],2.5]])");
    CHECK(json::to_text(*to_json(Value::list({Value(Date{20000}), Value("x"), Value(true), Value()}))) ==
          R"(["list",{"day":20000},"x",true,null])");
    CHECK_FALSE(to_json(Value::groups({})));
}

namespace {

Tree node(Operation operation, std::vector<Tree> parts) {
    return std::make_shared<const Expression>(Expression{.operation = operation, .parts = std::move(parts)});
}

Tree leaf() {
    switch (*rc::gen::inRange(0, 4)) {
        case 0: return std::make_shared<const Expression>(Expression{.operation = Operation::truth, .truth = *rc::gen::arbitrary<bool>()});
        case 1:
            return std::make_shared<const Expression>(
                Expression{.operation = Operation::number, .number = *rc::gen::inRange(-99999, 99999) / 100.0});
        case 2:
            return std::make_shared<const Expression>(
                Expression{.operation = Operation::text, .words = *rc::gen::element<std::string>("", "a", "it's", "\\", "åäö \"x\"")});
        default:
            return std::make_shared<const Expression>(
                Expression{.operation = Operation::name, .words = *rc::gen::element<std::string>("a", "b", "c", "met.d", "notes", "g.x")});
    }
}

Tree made_tree(int depth) {
    if (depth == 0 || *rc::gen::inRange(0, 4) == 0) return leaf();
    const auto part = [&] { return made_tree(depth - 1); };
    switch (*rc::gen::inRange(0, 8)) {
        case 0: return node(Operation::not_, {part()});
        case 1: return node(Operation::negative, {part()});
        case 2: return node(Operation::and_, {part(), part(), part()});
        case 3: return node(Operation::or_, {part(), part()});
        case 4: return node(Operation::list, {part(), part()});
        case 5: {
            const auto& shape = functions[static_cast<std::size_t>(*rc::gen::inRange(0, 13))];  // those that may stand inside each other
            Expression call{.operation = Operation::call, .words = std::string(shape.name)};
            for (std::size_t i = 0; i < shape.least; ++i) call.parts.push_back(part());
            return std::make_shared<const Expression>(std::move(call));
        }
        default: {
            const auto operation =
                static_cast<Operation>(*rc::gen::inRange(static_cast<int>(Operation::equal), static_cast<int>(Operation::divided_by) + 1));
            return node(operation, {part(), part()});
        }
    }
}

Scope any_scope() {
    Scope scope(*date_from(2026, 11, 23));
    for (const auto name : {"a", "b", "c", "met.d"}) switch (*rc::gen::inRange(0, 4)) {
            case 0: scope.set(name, *rc::gen::arbitrary<bool>()); break;
            case 1: scope.set(name, *rc::gen::inRange(-5, 5)); break;
            case 2: scope.set(name, "a"); break;
            default: break;
        }
    return scope;
}

}  // namespace

TEST_CASE("parse(print(rule)) is the same rule, and worth the same") {
    CHECK(rc::check([] {
        const Rule rule(made_tree(5));
        const auto again = parse(print(rule));
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == rule);
        const auto scope = any_scope();
        RC_ASSERT(evaluate(*again, scope) == evaluate(rule, scope));
    }));
}

TEST_CASE("and, or and not follow the laws of three values") {
    CHECK(rc::check([] {
        const auto a = made_tree(3), b = made_tree(3);
        const auto scope = any_scope();
        const auto value = [&](Tree tree) { return evaluate(Rule(std::move(tree)), scope); };
        RC_ASSERT(value(node(Operation::and_, {a, b})) == value(node(Operation::and_, {b, a})));
        RC_ASSERT(value(node(Operation::or_, {a, b})) == value(node(Operation::or_, {b, a})));
        RC_ASSERT(value(node(Operation::not_, {node(Operation::and_, {a, b})})) ==
                  value(node(Operation::or_, {node(Operation::not_, {a}), node(Operation::not_, {b})})));
    }));
}

TEST_CASE("an answer more never turns a true rule without answered() into a false one") {
    CHECK(rc::check([] {
        const Rule rule(made_tree(4));
        RC_PRE(print(rule).find("answered") == std::string::npos);
        auto scope = any_scope();
        const auto before = evaluate(rule, scope);
        RC_PRE(before.is_known());
        scope.set("g.x", 3);
        scope.set("notes", true);
        RC_ASSERT(evaluate(rule, scope) == before);
    }));
}
