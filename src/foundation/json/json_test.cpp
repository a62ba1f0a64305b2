#include "foundation/json/json.h"

#include <catch2/catch.hpp>
#include <limits>

static json::Value read(std::string_view text) {
    auto value = json::parse(text);
    INFO(text);
    REQUIRE(value);
    return *value;
}

TEST_CASE("a value that is built is written in its order on one line") {
    const std::vector<int> years{2025, 2026};
    const auto value = json::object({{"name", "Åsa \"K\""},
                                     {"age", 7},
                                     {"share", 2.5},
                                     {"yes", true},
                                     {"nothing", nullptr},
                                     {"years", json::array(years,
                                                           [](int year) {
                                                               return json::object({{"year", year}});
                                                           })},
                                     {"empty", json::object()},
                                     {"none", json::array()}});
    CHECK(json::to_text(value) == R"({"name":"Åsa \"K\"","age":7,"share":2.5,"yes":true,"nothing":null,)"
                                  R"("years":[{"year":2025},{"year":2026}],"empty":{},"none":[]})");
    CHECK(read(json::to_text(value)) == value);
    CHECK(read(json::to_readable_text(value)) == value);
}

TEST_CASE("people get one member a line") {
    CHECK(json::to_readable_text(json::object({{"a", json::array({1, 2})}, {"b", json::object()}})) ==
          "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}\n");
}

TEST_CASE("what is read is found by name and place, and what is missing is null all the way in") {
    const auto value = read(R"({"a":{"b":[1,"två",2.0]}})");
    CHECK(value["a"]["b"][1].text() == "två");
    CHECK(value["a"]["b"][0].integer() == 1);
    CHECK(value["a"]["b"][2].integer() == 2);
    CHECK(value["a"]["b"][9]["x"].is_null());
    CHECK(value["x"]["y"].text().empty());
    CHECK(value.find("x") == nullptr);
    CHECK(value["a"]["b"][1].integer() == 0);
}

TEST_CASE("numbers keep all their digits") {
    CHECK(read("9223372036854775807").integer() == std::numeric_limits<std::int64_t>::max());
    CHECK(read("-9223372036854775808").integer() == std::numeric_limits<std::int64_t>::min());
    CHECK(read("9223372036854775808").is_number());
    CHECK_FALSE(read("9223372036854775808").is_integer());
    CHECK(json::to_text(0.1) == "0.1");
    CHECK(json::to_text(std::numeric_limits<double>::infinity()) == "null");
    CHECK(json::to_text(std::uint8_t{7}) == "7");
    CHECK(read("1e300").number() == 1e300);
    CHECK(read(json::to_text(1e300)).number() == 1e300);
}

TEST_CASE("values are equal whatever the order of their members, and 2 is 2.0") {
    CHECK(read(R"({"a":1,"b":[2.0]})") == read(R"({"b":[2],"a":1})"));
    CHECK_FALSE(read(R"({"a":1})") == read(R"({"a":1,"b":1})"));
    CHECK_FALSE(read("true") == read("false"));
    CHECK_FALSE(read("\"1\"") == read("1"));
    CHECK_FALSE(read("null") == read("false"));
    CHECK_FALSE(read("9007199254740993") == read("9007199254740992"));
}

TEST_CASE("a name that stands twice is refused") {
    const auto value = json::parse(R"({"a":1,"b":{"a":1},"a":2})");
    REQUIRE_FALSE(value);
    CHECK(value.error().message == "the name \"a\" stands twice");
}

TEST_CASE("64 levels are read and one more is refused") {
    CHECK(json::parse(std::string(64, '[') + std::string(64, ']')));
    CHECK_FALSE(json::parse(std::string(65, '[') + std::string(65, ']')));
}

TEST_CASE("text that is not strict JSON in UTF-8 is refused") {
    for (const auto* broken : {"", "{", "[1,]", "{'a':1}", "01", "1 2", "NaN", "\"\xff\"", "\"\xed\xa0\x80\"", "\"\\ud800\"", "\"\n\"",
                               "\xef\xbb\xbf{}", "// nej\n1", "1e999"}) {
        CAPTURE(broken);
        CHECK_FALSE(json::parse(broken));
    }
}

TEST_CASE("written text cannot end a script element and has no control characters") {
    CHECK(json::to_text("</script><!--\x01\x7f\n") == R"("\u003c/script>\u003c!--\u0001\u007f\n")");
    CHECK(read(json::to_text("</script>")).text() == "</script>");
}

TEST_CASE("setting a member replaces the one of that name") {
    json::Value value;
    value.set("a", 1).set("b", 2).set("a", 3);
    CHECK(json::to_text(value) == R"({"a":3,"b":2})");
    CHECK(json::to_text(json::Value().add(1).add("x")) == R"([1,"x"])");
    CHECK(json::Value(std::optional<std::string>{}).is_null());
    CHECK(json::Value(std::optional<int>{4}).integer() == 4);
}
