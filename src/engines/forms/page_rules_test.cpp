#include "engines/forms/page_rules.h"

#include <catch2/catch.hpp>

#include "engines/forms/test_form.h"

using namespace forms;
using forms::testing::field;
using forms::testing::rule;

namespace {

/// An income, which is sensitive, on the first page; questions about it on the second.
Form income_form() {
    Form form{.id = "fee"};
    auto income = field("income", FieldType::number);
    income.sensitivity = Sensitivity::sensitive;
    form.pages = {{.id = "first", .fields = {income, field("town", FieldType::text)}},
                  {.id = "second", .fields = {field("wants", FieldType::yes_no), field("amount", FieldType::number)}}};
    return form;
}

Answers income_answers() { return Answers().set("income", {NumberAnswer{"31415", 31415}}).set("town", {std::string("Exempelby")}); }

/// The rules of the second page when one of its questions has this rule.
json::Value with_show_if(std::string_view show_if) {
    auto form = income_form();
    form.pages[1].fields[1].show_if = rule(show_if);
    const auto answers = income_answers();
    return PageRules(form, form.pages[1], answers, scope_of(form, answers, Date{20000})).as_json();
}

std::string show_of(const json::Value& rules, std::string_view id) {
    for (const auto& question : rules["questions"].items())
        if (question["id"].text() == id) return json::to_text(question["show"]);
    return "not told";
}

}  // namespace

TEST_CASE("of another page a rule carries what is answered there, worked out as far as it goes") {
    CHECK(show_of(with_show_if("wants and town == 'Exempelby'"), "amount") == R"(["and",["name","wants"],true])");
    CHECK(show_of(with_show_if("wants or length(town) > nobody"), "amount") == R"(["or",["name","wants"],null])");
    CHECK(show_of(with_show_if("answered(wants) and today() < '2030-01-01'"), "amount") == R"(["and",["answered",["name","wants"]],true])");
}

TEST_CASE("a sensitive answer of another page never leaves the server, only whether a rule about it holds") {
    const auto told = with_show_if("wants and income < 40000");
    CHECK(show_of(told, "amount") == R"(["and",["name","wants"],true])");
    CHECK(json::to_text(told).find("31415") == std::string::npos);
    for (const auto show_if : {"wants and amount < income", "wants and round(income / 2, 0) > amount", "if(wants, income, 0) > 1"}) {
        const auto withheld = json::to_text(with_show_if(show_if));
        CHECK(withheld.find("31415") == std::string::npos);
        CHECK(withheld.find("15708") == std::string::npos);
        CHECK(show_of(with_show_if(show_if), "amount") == "not told");
    }
}

TEST_CASE("what is reckoned from a sensitive answer is as private as the answer") {
    auto form = income_form();
    auto half = field("half", FieldType::calculated);
    half.value = rule("income / 2");
    form.pages[0].fields.push_back(half);
    form.pages[1].fields[1].show_if = rule("wants and half > amount");
    const auto answers = income_answers();
    const auto told = json::to_text(PageRules(form, form.pages[1], answers, scope_of(form, answers)).as_json());
    CHECK(told.find("15707.5") == std::string::npos);
}

TEST_CASE("a page without rules about its own answers carries none") {
    CHECK(with_show_if("income > 3")["questions"].size() == 0);
    CHECK(with_show_if("wants")["questions"].size() == 2);
}

TEST_CASE("a question of another page that hangs on answers of this one comes along with its answer") {
    auto form = income_form();
    form.pages[0].fields[1].show_if = rule("wants");
    form.pages[1].fields[1].show_if = rule("town == 'Exempelby'");
    const auto answers = income_answers();
    const auto told = PageRules(form, form.pages[1], answers, scope_of(form, answers)).as_json();
    CHECK(json::to_text(told["questions"][1]) ==
          R"({"id":"town","type":"text","show":["name","wants"],"held":"Exempelby","elsewhere":true})");
    CHECK(show_of(told, "amount") == R"(["==",["name","town"],"Exempelby"])");
}

TEST_CASE("places on the map are the server's to read: rules about them are not sent") {
    auto form = income_form();
    form.pages[1].fields[0].type = FieldType::map;
    form.pages[1].fields[1].show_if = rule("answered(wants)");
    const auto answers = income_answers();
    const auto scope = scope_of(form, answers);
    const PageRules rules(form, form.pages[1], answers, scope);
    CHECK(rules.follows_page(form.pages[1].fields[1].show_if, nullptr));
    CHECK(rules.as_json()["questions"].size() == 0);
}

TEST_CASE("inside a group that asks another group, names of its own are still its own") {
    auto form = income_form();
    auto adults = field("adults", FieldType::group), children = field("children", FieldType::group);
    adults.fields = {field("pays", FieldType::yes_no)};
    children.fields = {field("age", FieldType::number), field("school", FieldType::text)};
    children.fields[1].show_if = rule("any(adults.pays and age > 6)");
    form.pages[1].fields = {adults, children};
    const Answers answers;
    const auto told = PageRules(form, form.pages[1], answers, scope_of(form, answers)).as_json();
    CHECK(json::to_text(told["questions"][1]["fields"][1]["show"]) == R"(["any",["and",["name","adults.pays"],[">",["name","age"],6]]])");
}
