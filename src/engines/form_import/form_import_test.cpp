#include "engines/form_import/form_import.h"

#include <catch2/catch.hpp>

#include "engines/form_import/embedded.h"
#include "engines/form_import/expression_text.h"
#include "engines/form_import/html_text.h"
#include "engines/form_import/journey.h"
#include "engines/form_import/json_logic.h"
#include "engines/form_import/keep.h"
#include "engines/form_import/names.h"
#include "engines/form_import/readers.h"
#include "engines/form_import/say.h"

using namespace form_import;

namespace {

const Uses& uses() {
    static const Uses all = [] {
        Uses made;
        made["age"] = {.kind = Use::Kind::number, .id = "age", .may_be_unanswered = false};
        made["pet"] = {.kind = Use::Kind::choice, .id = "pet", .options = {"cat", "dog", "2", "10"}};
        made["many"] = {.kind = Use::Kind::list, .id = "many", .options = {"a", "b"}};
        made["yes"] = {.kind = Use::Kind::truth, .id = "yes"};
        made["born"] = {.kind = Use::Kind::date, .id = "born"};
        made["note"] = {.kind = Use::Kind::text, .id = "note"};
        made["rows"] = {.kind = Use::Kind::group, .id = "rows"};
        made["rows.sum"] = {.kind = Use::Kind::number, .id = "sum", .group = "rows"};
        made["time"] = {.kind = Use::Kind::clock, .id = "time_hour", .second = "time_minute"};
        return made;
    }();
    return all;
}

/// What a written condition says in our language; in brackets, why it cannot.
std::string said(std::string_view expression) {
    const auto logic = parse_expression(expression);
    if (!logic) return "[" + logic.error().text_key + "]";
    const auto rule = say_condition(*logic, uses());
    return rule ? forms::print(*rule) : "[" + rule.error().text_key + "]";
}

std::string said_json(std::string_view written) {
    const auto logic = read_json_logic(json::parse(written).value());
    if (!logic) return "[" + logic.error().text_key + "]";
    const auto rule = say_condition(*logic, uses());
    return rule ? forms::print(*rule) : "[" + rule.error().text_key + "]";
}

}  // namespace

TEST_CASE("what is compared becomes of the answer's type") {
    CHECK(said("age >= '18'") == "age >= 18");
    CHECK(said("'18' <= age") == "age >= 18");
    CHECK(said("yes == 'true'") == "yes");
    CHECK(said("yes == false") == "not yes");
    CHECK(said("many == 'a'") == "contains(many, 'a')");
    CHECK(said("born > '2026-01-31T10:00'") == "born > '2026-01-31'");
    CHECK(said("time >= '10:30'") == "time_hour * 60 + time_minute >= 630");
    CHECK(said("pet > 1") == "pet in ['2', '10']");
}

TEST_CASE("what no answer can be is never equal, and a name that nothing has is unanswered") {
    CHECK(said("pet == 'horse'") == "false");
    CHECK(said("age == 'old'") == "false");
    CHECK(said("nobody == 'x' or age > 3") == "false or age > 3");
    CHECK(said("not (nobody == 'x')") == "not false");
}

TEST_CASE("inside not, an answer that may be missing counts as false") {
    CHECK(said("pet != 'cat'") == "not (answered(pet) and pet == 'cat')");
    CHECK(said("not ('a' in many and age > 3)") == "not ((answered(many) and contains(many, 'a')) and age > 3)");
    CHECK(said("age != 3") == "age != 3");
    CHECK(said("note == ''") == "not answered(note)");
}

TEST_CASE("a question of a group means that of any item, unless the rule goes through the items") {
    CHECK(said("rows.sum > 5") == "any(rows.sum > 5)");
    CHECK(said_json(R"({"all": [{"var": "rows"}, {">": [{"var": "sum"}, 5]}]})") == "all(answered(rows.sum) and rows.sum > 5)");
    CHECK(said_json(R"({">": [{"reduce": [{"var": "rows"}, {"+": [{"var": "accumulator"}, 1]}, 0]}, 2]})") == "count(rows) > 2");
}

TEST_CASE("JsonLogic in all its forms is read") {
    CHECK(said_json(R"({"<": [1, {"var": "age"}, 5]})") == "age > 1 and age < 5");
    CHECK(said_json(R"({"in": [{"var": "pet"}, ["cat", "dog"]]})") == "pet == 'cat' or pet == 'dog'");
    CHECK(said_json(R"({"some": [{"var": "many"}, {"==": [{"var": ""}, "a"]}]})") == "contains(many, 'a')");
    CHECK(said_json(R"({"!!": [{"var": "note"}]})") == "answered(note)");
    CHECK(said_json(R"({"missing": ["note", "pet"]})") == "not answered(note) or not answered(pet)");
    CHECK(said_json(R"({"if": [{"var": "yes"}, {">": [{"var": "age"}, 1]}, false]})") == "yes and age > 1");
    CHECK(said_json(R"({">": [{"+": [{"date": {"var": "born"}}, {"duration": "P1Y2M"}]}, {"today": []}]})") ==
          "months_after(years_after(born, 1), 2) > today()");
    CHECK(said_json(R"({"cat": ["a", "b"]})") == "[why_operation]");
}

TEST_CASE("what a rule here cannot say has a reason") {
    CHECK(said("note > 5") == "[why_order_of_texts]");
    CHECK(said("'x' in note") == "[why_part_of_text]");
    CHECK(said("age >") == "[why_expression]");
    CHECK(said("random()") == "[why_operation]");
    CHECK(said(std::string(200, '(') + "age") == "[why_too_large]");
    std::string many = "age == 1";
    for (int i = 2; i < 400; ++i) many += " or age == " + std::to_string(i);
    CHECK(said(many) == "[why_too_large]");
}

TEST_CASE("HTML becomes Markdown, and plain text in labels") {
    CHECK(plain_text("<b>Name</b>&nbsp;of<br>the &lt;dog&gt; &#233;") == "Name of the <dog> é");
    CHECK(plain_text("1 < 2 & 3 > 2") == "1 < 2 & 3 > 2");
    CHECK(markdown_of("<h2 class='x'>Head</h2><p>One <strong>bold</strong> <a href=\"https://a.example/\">link</a></p><p>Two</p>") ==
          "### Head\n\nOne **bold** [link](https://a.example/)\n\nTwo");
    CHECK(markdown_of("<p>List:</p><ul><li>one</li><li>two<ol><li>in</li></ol></li></ul><p>End</p>") ==
          "List:\n\n- one\n- two\n   1. in\n\nEnd");
    CHECK(markdown_of("a<script>alert(1)</script>b<style>x{}</style><!-- c -->c") == "abc");
    CHECK(markdown_of("<a href=\"javascript:alert(1)\">x</a> [y](javascript:z) *") == "x \\[y\\](javascript:z) \\*");
    CHECK(markdown_of("<p>not closed <b>bold") == "not closed bold");
}

TEST_CASE("names become ids that a person can read, each of them once") {
    Names names;
    CHECK(names.made("geboorteDatum", "") == "geboorte_datum");
    CHECK(names.made("kRxOHF", "What is the name of your organisation, in full?") == "what_is_the_name_of_your_organisation_in");
    CHECK(names.made("hasDog", "Do you have a dog?") == "has_dog");
    CHECK(names.made("hasDog", "") == "has_dog_2");
    CHECK(names.made("2nd-line", "") == "q_2nd_line");
    CHECK(names.made("not", "") == "q_not");
    CHECK(names.made("applicant_name", "") == "q_applicant_name");
    CHECK(names.made("Åäö", "") == "aao");
    CHECK(names.made("", "") == "q_");
}

TEST_CASE("a journey with many ways ends, and says so when it is too tangled to be told") {
    Uses all;
    std::vector<Stop> stops(400);
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const auto question = "q" + std::to_string(i);
        all[question] = {.kind = Use::Kind::number, .id = question};
        stops[i].links = {{(i * 7 + 1) % 400, call(">", {name(question), number(1)})},
                          {(i * 13 + 5) % 400, call("<", {name(question), number(0)})},
                          {i + 1 < 400 ? i + 1 : 0}};
    }
    const auto way = journey(stops, 0, all);
    CHECK(way.order.size() == 400);
    CHECK(way.has_circle);
    if (way.is_too_tangled) CHECK(way.order.back().when.is_always());
}

TEST_CASE("the report is read in both languages, and goes with the draft as comments") {
    texts::Catalog catalog;
    catalog.add("form_import", embedded::texts());
    Report report{.format = "XGov form builder", .components = 3, .to_fill_in = {"series"}};
    report.lost("pages/a/\nx", "TextField", "text x", "why_pattern", {"^\x01$"});
    const auto swedish = lines(Texts(catalog, "form_import", Language::sv), report);
    CHECK(swedish[0] == "XGov form builder: 3 delar lästes, 2 av dem utan förlust.");
    CHECK(swedish[2] == "Förlust: pages/a/ x (TextField → text x): mönstret ^$ kontrolleras inte.");
    const auto yaml = with_report({"x", "id: x\n"}, lines(Texts(catalog, "form_import", Language::en), report));
    CHECK(yaml.ends_with("id: x\n"));
    CHECK(report_in(yaml).size() == 4);
    CHECK(report_in("id: x\n# not first\n").empty());
}

TEST_CASE("hostile files are refused or imported, and never break the program") {
    const auto nested = [](std::size_t depth) {
        std::string inside = "1";
        for (std::size_t i = 0; i < depth; ++i) inside = R"({"!": [)" + inside + "]}";
        return inside;
    };
    CHECK_FALSE(import_form(R"({"pages": )" + std::string(5000, '[') + "}"));
    CHECK(said_json(nested(25)) != "");
    CHECK(import_form(R"({"startPage": 7, "pages": [{"path": 1e308, "title": {"x": []}, "section": 3, "next": {}, "components": [
        {"type": "NumberField", "name": "a", "title": 99999999999999999999, "schema": {"max": 1e300, "precision": -1e9, "min": "x"}},
        {"type": "TextField", "name": ["b"], "options": [], "schema": {"max": -5, "length": 1e18}},
        {"type": "FileUploadField", "options": {"dropzoneConfig": {"maxFiles": -1, "maxFilesize": 1e12}}}]}]})"));
    std::string many = R"({"startPage": "/", "pages": [{"path": "/", "components": [)";
    for (int i = 0; i <= most_components; ++i) many += R"({"type": "TextField"},)";
    many.back() = ']';
    CHECK(import_form(many + "}]}").error().text_key == "refused_too_large");
    many.pop_back();
    for (int i = 0; i < 100; ++i) many += R"(,{"type": "TextField"})";
    const auto read = read_xgov(json::parse(many + "]}]}").value());
    CHECK(read->report.components == most_components + 1);  // the rest is not even read
}
