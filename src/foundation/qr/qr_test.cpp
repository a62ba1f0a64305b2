#include "foundation/qr/qr.h"

#include <catch2/catch.hpp>
#include <stdexcept>

TEST_CASE("a short text is a code of 21 squares with four squares of white around it") {
    const auto svg = qr::svg("torg", "Kod <1>").str();
    CHECK(svg.find(R"(viewBox="0 0 29 29")") != std::string::npos);
    CHECK(svg.find("Kod &lt;1&gt;") != std::string::npos);
    // The finder pattern in the upper left corner: seven dark squares.
    CHECK(svg.find(R"(d="M4 4h7v1h-7z)") != std::string::npos);
}

TEST_CASE("different contents give different codes") { CHECK(qr::svg("a", "x") != qr::svg("b", "x")); }

TEST_CASE("what does not fit is refused") {
    CHECK_THROWS_AS(qr::svg("", "x"), std::invalid_argument);
    CHECK_THROWS_AS(qr::svg(std::string(2001, 'a'), "x"), std::invalid_argument);
    CHECK_NOTHROW(qr::svg(std::string(2000, 'a'), "x"));
}
