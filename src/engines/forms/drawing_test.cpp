/// Lines and areas on the town's own map.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "engines/forms/embedded.h"
#include "engines/forms/json_schema.h"
#include "engines/forms/problems.h"
#include "engines/forms/shown.h"
#include "engines/forms/test_form.h"
#include "engines/forms/view.h"
#include "engines/pages/embedded.h"
#include "foundation/json/json.h"

using namespace forms;
using Told = std::vector<std::string>;

namespace {

const geo::BaseMap& town() {
    static const auto map = [] {
        std::ifstream in("catalogue/towns/exempelby/exempelby.geojson", std::ios::binary);
        return geo::BaseMap::read(std::string{std::istreambuf_iterator<char>(in), {}}).value();
    }();
    return map;
}

Texts swedish() {
    static const auto catalog = [] {
        auto all = std::make_unique<texts::Catalog>();
        all->add("forms", forms::embedded::texts());
        all->add("pages", pages::embedded::texts());
        return all;
    }();
    return {*catalog, "forms", Language::sv};
}

Form form_of(MapShape shape) {
    auto drawn = forms::testing::field("trench", FieldType::map);
    drawn.shape = shape;
    Form made{.id = "test"};
    made.pages = {{.id = "place", .title = {"Platsen", "The place"}, .fields = {drawn}}};
    return made;
}

std::string at(double north, double east) {
    const auto square = town().square();
    return coordinates_of({square.latitude + north, square.longitude + east});
}
const std::string first = at(0, 0), second = at(0.001, 0), third = at(0.001, 0.002);

Filled posted(const Form& form, std::string typed, const geo::BaseMap* map = &town()) {
    http::Request request;
    request.form.all = {{"trench", std::move(typed)}};
    return read_page(form, form.pages[0], request, {}, {}, map);
}

Told errors(MapShape shape, std::string typed, const geo::BaseMap* map = &town()) {
    const auto form = form_of(shape);
    Told all;
    for (const auto& error : check_page(form, form.pages[0], posted(form, std::move(typed), map))) all.push_back(error.text_key);
    return all;
}

}  // namespace

TEST_CASE("a drawing is typed as one coordinate or address a line") {
    const auto form = form_of(MapShape::line);
    const auto filled = posted(form, first + "\n\n  " + second + "\r\nStorgatan 14\n");
    CHECK(filled.errors.empty());
    CHECK(filled.answers.find("trench")->drawing().size() == 3);
}

TEST_CASE("a line has two points, an area three, and each lies in the municipality") {
    CHECK(errors(MapShape::line, first + "\n" + second).empty());
    CHECK(errors(MapShape::line, first) == Told{"error_points_few"});
    CHECK(errors(MapShape::area, first + "\n" + second) == Told{"error_points_few"});
    CHECK(errors(MapShape::area, first + "\n" + second + "\n" + third).empty());
    CHECK(errors(MapShape::line, "") == Told{"error_drawing_missing"});
    CHECK(errors(MapShape::line, first + "\n10, 10") == Told{"error_points_outside"});
    CHECK(errors(MapShape::line, first + "\nIngenstans alls") == Told{"error_points"});
    CHECK(errors(MapShape::line, first + "\nStorgatan 14", nullptr) == Told{"error_points"});
    std::string many;
    for (int i = 0; i < 201; ++i) many += first + "\n";
    CHECK(errors(MapShape::line, many) == Told{"error_points_many"});
}

TEST_CASE("rules measure what was drawn") {
    const auto form = form_of(MapShape::area);
    const auto scope = scope_of(form, posted(form, first + "\n" + second + "\n" + third).answers);
    const auto holds = [&](std::string_view rule) { return evaluate(parse(rule).value(), scope).is_true(); };
    // A thousandth of a degree of latitude is 111 metres, two of longitude half as much again at 60 degrees.
    CHECK(holds("area_m2(trench) > 6000 and area_m2(trench) < 6400"));
    CHECK(holds("length_m(trench) > 215 and length_m(trench) < 230"));
    CHECK(holds("answered(trench)"));
    CHECK_FALSE(evaluate(parse("length_m(trench)").value(), scope_of(form, {})).is_known());
}

TEST_CASE("a drawing has no other value in rules, and only a drawing is measured") {
    const auto types = name_types(form_of(MapShape::line));
    const auto told = [&](std::string_view rule) {
        Told all;
        for (const auto& problem : check_types(parse(rule).value(), types).problems) all.push_back(problem.text_key);
        return all;
    };
    CHECK(told("length_m(trench) > 10").empty());
    CHECK(told("trench == 'Storgatan'") == Told{"rule_unlike"});
    CHECK(told("trench > 3") == Told{"rule_no_order"});
    CHECK(told("length_m(3) > 10") == Told{"rule_wants_drawing"});
}

TEST_CASE("a drawing is told by its measures and shown on the map") {
    const auto form = form_of(MapShape::line);
    const auto answers = posted(form, first + "\n" + second).answers;
    const auto words = shown(swedish(), form.pages[0].fields[0], *answers.find("trench"));
    CHECK(words == "Linje med 2 punkter, 111\u00a0m");
    const auto summary = answers_summary(swedish(), form, answers, {}, {}, &town()).str();
    CHECK(summary.find("class=\"map-drawn\"") != summary.npos);
    CHECK(summary.find(words) != summary.npos);
    const auto area = form_of(MapShape::area);
    const auto drawn = answers_summary(swedish(), area, posted(area, first + "\n" + second + "\n" + third).answers, {}, {}, &town()).str();
    CHECK(drawn.find("map-drawn--area") != drawn.npos);
}

TEST_CASE("the question stands as a text box with a line for each point, also when one of them is wrong") {
    const auto form = form_of(MapShape::line);
    const auto page = [&](const std::string& typed) {
        const auto filled = posted(form, typed);
        return page_fields(swedish(), form, form.pages[0], {filled.answers, filled.typed, filled.errors, {.map = &town()}}).str();
    };
    CHECK(page(first + "\n" + second).find("<textarea") != std::string::npos);
    const auto wrong = page(first + "\nIngenstans alls");
    CHECK(wrong.find(first + "\nIngenstans alls</textarea>") != wrong.npos);
    CHECK(wrong.find("Vi hittar inte ”Ingenstans alls”") != wrong.npos);
}

TEST_CASE("the map that is drawn on learns where the lines are, or what is wrong") {
    const auto found = json::parse(look_up_drawing(swedish(), town(), first + "\n" + second, MapShape::line)).value();
    CHECK(found["points"].size() == 2);
    CHECK(found["words"].text() == "Linje med 2 punkter, 111\u00a0m");
    CHECK(json::parse(look_up_drawing(swedish(), town(), "Ingenstans alls", MapShape::line)).value()["error"].text().find("Ingenstans") !=
          std::string::npos);
}

TEST_CASE("programs send a drawing as points, and storage keeps them") {
    const auto form = form_of(MapShape::line);
    const auto sent = to_plain_json(form, posted(form, first + "\n" + second).answers);
    const auto read = from_plain_json(form, sent, {{}, &town()});
    REQUIRE(read);
    CHECK(to_plain_json(form, *read) == sent);
    CHECK(answers_from_json(to_json(*read)) == *read);
    const auto refused = [&](std::string_view value) {
        return from_plain_json(form, R"({"trench":)" + std::string(value) + "}", {{}, &town()}).error().fields.front().text_key;
    };
    CHECK(refused("\"Storgatan\"") == "error_json_list");
    CHECK(refused(R"([{"latitude":1}])") == "error_json_point");
    CHECK(refused(R"([{"latitude":10,"longitude":10}])") == "error_point_outside");
    CHECK(json::parse(json_schema(form, Language::sv, "https://x/")).value()["properties"]["trench"]["minItems"].integer() == 2);
}
