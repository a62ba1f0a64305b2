#include "engines/forms/place.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "engines/forms/embedded.h"
#include "engines/forms/test_form.h"
#include "engines/forms/view.h"
#include "engines/pages/embedded.h"
#include "foundation/json/json.h"

using namespace forms;

namespace {

const geo::BaseMap& town() {
    static const auto map = [] {
        std::ifstream in("catalogue/towns/exempelby/exempelby.geojson", std::ios::binary);
        return geo::BaseMap::read(std::string{std::istreambuf_iterator<char>(in), {}}).value();
    }();
    return map;
}

const Form& the_form() {
    static const Form form = [] {
        Form made{.id = "test"};
        made.pages = {{.id = "place", .title = {"Platsen", "The place"}, .fields = {forms::testing::field("spot", FieldType::map)}}};
        return made;
    }();
    return form;
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

Filled posted(std::string typed, std::string button = {}) {
    http::Request request;
    request.form.all = {{"spot", std::move(typed)}};
    if (!button.empty()) request.form.all.emplace_back("_show", std::move(button));
    return read_page(the_form(), the_form().pages[0], request, {}, {}, &town());
}

std::string first_error(const Filled& filled) {
    const auto errors = check_page(the_form(), the_form().pages[0], filled);
    return errors.empty() ? "" : errors[0].text_key;
}

std::string page_of(const Filled& filled, const PlaceMap& map) {
    return page_fields(swedish(), the_form(), the_form().pages[0], {filled.answers, filled.typed, filled.errors, map}).str();
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

const Answer square{Point{60.0211, 15.3535}};

}  // namespace

TEST_CASE("one box takes an address or coordinates, and no point outside the municipality") {
    CHECK(*posted("60.0211, 15.3535").answers.find("spot")->point() == Point{60.0211, 15.3535});
    CHECK(posted("Storgatan 12").answers.text("spot") == "Storgatan 12");
    CHECK(first_error(posted("")) == "error_map_missing");
    CHECK(first_error(posted("60.0211")) == "error_point");
    const auto stockholm = posted("59.3293, 18.0686");
    CHECK(first_error(stockholm) == "error_point_outside");
    CHECK_FALSE(stockholm.answers.has("spot"));
    CHECK(stockholm.typed.at("spot").front() == "59.3293, 18.0686");
    CHECK(input_of(the_form(), {"spot", "error_point_outside"}) == "spot");
}

TEST_CASE("an API client's point must lie in the municipality too") {
    const auto told = [](std::string_view json) {
        const auto read = from_plain_json(the_form(), json, {.map = &town()});
        return read ? std::string() : read.error().fields[0].text_key;
    };
    CHECK(told(R"({"spot":{"latitude":60.0211,"longitude":15.3535}})").empty());
    CHECK(told(R"({"spot":"Storgatan 12"})").empty());
    CHECK(told(R"({"spot":{"latitude":59.3293,"longitude":18.0686}})") == "error_point_outside");
    CHECK(told(R"({"spot":"59.3293, 18.0686"})") == "error_point_outside");
}

TEST_CASE("the button that shows the place says what is wrong with the place, and nothing else") {
    CHECK(posted("Storgatan 12", "spot").pressed->what == Pressed::What::show);
    CHECK(posted("Storgatan 12", "spot").errors.empty());
    CHECK(posted("60.0211", "spot").errors.at(0).text_key == "error_point");
    CHECK_FALSE(posted("60.0211", "other").pressed);
}

TEST_CASE("a point is told in words and marked on the drawn map; an address shows its street") {
    const auto pointed = page_of(posted("60.0211, 15.3535"), {.map = &town()});
    CHECK(has(pointed, "value=\"60.0211, 15.3535\""));
    CHECK(has(pointed, "nära Stora torget"));
    CHECK(has(pointed, "class=\"map-drop\""));
    CHECK(has(pointed, "name=\"_show\" value=\"spot\""));
    const auto address = page_of(posted("Storgatan 12"), {.map = &town()});
    CHECK(has(address, "Kartan visar Storgatan."));
    CHECK_FALSE(has(address, "class=\"map-drop\""));
    CHECK(has(page_of(posted("Okänd väg 3"), {.map = &town()}), "Adressen finns inte på kartan"));
    CHECK(has(page_of(posted(""), {.map = &town()}), "aria-label=\"Karta över kommunen\""));
}

TEST_CASE("without a map only the box stands, and without geometry no island is started") {
    const auto bare = page_of(posted("Storgatan 12"), {});
    CHECK(has(bare, "value=\"Storgatan 12\""));
    CHECK_FALSE(has(bare, "<svg class=\"map-svg\""));
    CHECK_FALSE(has(page_of(posted(""), {.map = &town()}), "data-island"));
    CHECK(has(page_of(posted(""), {.map = &town(), .geometry_address = "/karta/1.json", .look_up_address = "/plats"}),
              "data-geometry=\"/karta/1.json\""));
    CHECK_FALSE(has(page_of(posted(""), {.map = &town(), .geometry_address = "/karta/1.json"}), "data-tiles"));
    const std::string tiles = "https://kartor.example/{z}/{x}/{y}.png";
    const auto tiled =
        page_of(posted(""), {.map = &town(), .geometry_address = "/karta/1.json", .tiles = tiles, .tiles_credit = "© Kartor"});
    CHECK(has(tiled, "data-tiles=\"" + tiles + "\" data-tiles-credit=\"© Kartor\""));
}

TEST_CASE("what is typed is looked up as it will be read") {
    const auto said = [](std::string_view typed) { return *json::parse(look_up(swedish(), town(), typed)); };
    CHECK(said("60.0211, 15.3535")["exact"].yes());
    CHECK(said("60.0211, 15.3535")["latitude"].number() == 60.0211);
    CHECK(has(said("60.0211, 15.3535")["words"].text(), "Stora torget"));
    CHECK_FALSE(said("Storgatan")["exact"].yes());
    CHECK(said("Storgatan")["words"].text() == "Kartan visar Storgatan.");
    CHECK_FALSE(said("Okänd väg")["latitude"].is_number());
    CHECK(said("59.3293, 18.0686")["error"].text().starts_with("Välj en plats i kommunen."));
}

TEST_CASE("the summary shows the point on a small map with words beside it") {
    const auto answers = Answers().set("spot", square);
    const auto with_map = answers_summary(swedish(), the_form(), answers, {}, {}, &town()).str();
    CHECK(has(with_map, "class=\"map-drop\""));
    CHECK(has(with_map, "60.02110, 15.35350"));
    CHECK(has(with_map, "nära Stora torget"));
    const auto without = answers_summary(swedish(), the_form(), answers).str();
    CHECK(has(without, "60.02110, 15.35350"));
    CHECK_FALSE(has(without, "<svg"));
}
