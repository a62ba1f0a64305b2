#include "engines/forms/problems.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "engines/forms/answers.h"
#include "engines/forms/test_form.h"

using namespace forms;
using forms::testing::field;
using forms::testing::rule;

static std::vector<std::string> keys(const Form& form) {
    std::vector<std::string> found;
    for (const auto& problem : check_form(form)) found.push_back(problem.text_key);
    return found;
}

static Form with(std::vector<Field> fields) {
    return {.id = "x", .pages = {{.id = "page", .title = {"a", "b"}, .fields = std::move(fields)}}};
}

static Field shown_if(std::string id, std::string_view when, FieldType type = FieldType::yes_no) {
    auto made = field(std::move(id), type);
    made.show_if = rule(when);
    return made;
}

using Keys = std::vector<std::string>;

TEST_CASE("a good form has no problems") { CHECK(keys(forms::testing::form()) == Keys{}); }

TEST_CASE("an unknown name is told with the one that was probably meant") {
    const auto problems = check_form(with({field("health", FieldType::yes_no), shown_if("b", "helath")}));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].text_key == "rule_unknown_name");
    CHECK(problems[0].arguments == Keys{"helath", "health"});
    CHECK(problems[0].path == "form.pages.page.fields.b.show_if");
}

TEST_CASE("a circle is named with its path") {
    auto c = field("c", FieldType::yes_no);
    c.required = rule("a");
    const auto problems = check_form(with({shown_if("a", "b"), shown_if("b", "c"), c}));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].text_key == "problem_circle");
    CHECK(problems[0].arguments == Keys{"a → b → c → a"});
}

TEST_CASE("a page that depends on its own answer is a circle") {
    auto form = with({field("a", FieldType::yes_no)});
    form.pages[0].show_if = rule("a");
    CHECK(keys(form) == Keys{"problem_circle"});
}

TEST_CASE("calculated fields that need each other are a circle") {
    auto a = field("a", FieldType::calculated), b = field("b", FieldType::calculated);
    a.value = rule("b + 1");
    b.value = rule("a + 1");
    CHECK(keys(with({a, b})) == Keys{"problem_circle"});
}

TEST_CASE("a field that can never be shown is found") {
    auto school = field("school", FieldType::choice);
    school.options = {{"x", {"X", "X"}}, {"y", {"Y", "Y"}}};
    auto many = field("many", FieldType::multiple);
    many.options = school.options;
    const auto number = field("n", FieldType::number);
    const auto truth = field("t", FieldType::yes_no);
    const auto never = [&](std::string_view when) {
        const auto found = keys(with({school, many, number, truth, shown_if("b", when)}));
        return std::find(found.begin(), found.end(), "problem_never_shown") != found.end();
    };
    CHECK(never("false"));
    CHECK(never("1 > 2"));
    CHECK(never("school == 'x' and school == 'y'"));
    CHECK(never("school != 'x' and school != 'y'"));
    CHECK(never("school == 'z'"));
    CHECK(never("contains(many, 'z')"));
    CHECK(never("contains(many, 'x') and not contains(many, 'x')"));
    CHECK(never("n > 5 and n < 3"));
    CHECK(never("n > 5 and not n > 5"));
    CHECK(never("t and not t"));
    CHECK(never("(school == 'x' or school == 'y') and not school in ['x', 'y']"));
    CHECK(never("not answered(t) and t"));
    CHECK_FALSE(never("school == 'x' or school == 'y'"));
    CHECK_FALSE(never("n >= 5 and n <= 5"));
    CHECK_FALSE(never("contains(many, 'x') and contains(many, 'y')"));
    CHECK_FALSE(never("not (t and school == 'x')"));
}

TEST_CASE("a field on a page whose rule contradicts its own can never be shown") {
    Form form{.id = "x"};
    form.pages = {{.id = "one", .title = {"a", "b"}, .fields = {field("t", FieldType::yes_no)}},
                  {.id = "two", .title = {"a", "b"}, .show_if = rule("t"), .fields = {shown_if("b", "not t")}}};
    CHECK(keys(form) == Keys{"problem_never_shown"});
}

TEST_CASE("wrong types are named") {
    const auto one = [](std::string_view when) {
        return keys(with({field("n", FieldType::number), field("d", FieldType::date), field("w", FieldType::text), shown_if("b", when)}));
    };
    CHECK(one("n") == Keys{"rule_wants_truth"});
    CHECK(one("n == 'a'") == Keys{"rule_unlike"});
    CHECK(one("w < 3") == Keys{"rule_no_order"});
    CHECK(one("n and true") == Keys{"rule_wants_truth"});
    CHECK(one("contains(w, 'a')") == Keys{"rule_wants_list"});
    CHECK(one("d > 'yesterday'") == Keys{"rule_no_order"});
    CHECK(one("d > '2026-01-01'").empty());
    CHECK(one("w + 1 > 2") == Keys{"rule_wants_number"});
    CHECK(one("age(n) > 2") == Keys{"rule_wants_text"});
    CHECK(one("answered(1)") == Keys{"rule_wants_name"});
    CHECK(one("count(n) > 1") == Keys{"rule_wants_group"});
}

TEST_CASE("an option that does not exist is named") {
    auto school = field("school", FieldType::choice);
    school.options = {{"strand", {"X", "X"}}, {"y", {"Y", "Y"}}};
    const auto problems = check_form(with({school, shown_if("b", "not (school in ['stran'])")}));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].text_key == "rule_unknown_option");
    CHECK(problems[0].arguments == Keys{"stran", "strand"});
}

TEST_CASE("fields of a group are asked for with a function") {
    auto form = forms::testing::form();
    form.pages[1].fields[2].show_if = rule("children.age > 2");
    CHECK(keys(form) == Keys{"rule_group_outside"});
}

TEST_CASE("ids, options and limits are sane") {
    CHECK(keys(with({field("a", FieldType::text), field("a", FieldType::text)})) == Keys{"problem_id_twice"});
    CHECK(keys(with({field("A b", FieldType::text)})) == Keys{"problem_id_shape"});
    CHECK(keys(with({field("not", FieldType::text)})) == Keys{"problem_id_reserved"});
    CHECK(keys(with({field("a", FieldType::choice)})) == Keys{"problem_no_options"});
    CHECK(keys(with({field("a", FieldType::calculated)})) == Keys{"problem_no_value"});
    CHECK(keys(with({field("a", FieldType::group)})) == Keys{"problem_empty_group"});
    auto number = field("a", FieldType::number);
    number.min = 3;
    number.max = 2;
    CHECK(keys(with({number})) == Keys{"problem_min_over_max"});
    auto form = with({field("a", FieldType::yes_no)});
    form.checks = {{"c", rule("a"), "b", {}, true}};
    CHECK(keys(form) == Keys{"rule_unknown_name"});
}

TEST_CASE("a form of a thousand fields in one chain is checked and evaluated") {
    std::vector<Field> fields{field("f0", FieldType::yes_no)};
    for (int i = 1; i < 1000; ++i) fields.push_back(shown_if("f" + std::to_string(i), "f" + std::to_string(i - 1)));
    const auto form = with(std::move(fields));
    CHECK(check_form(form).empty());
    Answers answers;
    for (int i = 0; i < 1000; ++i) answers.set("f" + std::to_string(i), {true});
    CHECK(scope_of(form, answers).get("f999").is_true());
    CHECK_FALSE(scope_of(form, answers.set("f0", {false})).get("f999").is_known());
}
