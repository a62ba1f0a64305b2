#include "foundation/csv/csv.h"

#include <catch2/catch.hpp>

TEST_CASE("a record is quoted field by field, also an empty one, and ends its line") {
    CHECK(csv::line({"Skolskjuts", "", "a,b\nc"}) == "\"Skolskjuts\",\"\",\"a,b\nc\"\r\n");
    CHECK(csv::line({R"(Sagt "hej")"}) == "\"Sagt \"\"hej\"\"\"\r\n");
}

TEST_CASE("no field is a formula to a spreadsheet (CWE-1236)") {
    for (const auto* typed : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
        CHECK(csv::line({typed}).starts_with(std::string("\"'") + typed));
    CHECK(csv::line({"1=1"}) == "\"1=1\"\r\n");
}

TEST_CASE("a line is cut at its separator, which a quoted field may hold") {
    CHECK(csv::fields(R"(a;"b;""c""";)", ';') == std::vector<std::string>{"a", "b;\"c\"", ""});
    CHECK(csv::separator_of("id;namn;nord") == ';');
    CHECK(csv::separator_of("id,namn,nord") == ',');
    CHECK(csv::separator_of("id\tnamn") == '\t');
}
