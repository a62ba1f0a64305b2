#include "foundation/xml/xml.h"

#include <catch2/catch.hpp>

namespace {

const std::string declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

std::string with(std::string_view words) {
    xml::Document document("a");
    document.root().add("b").set(words);
    return document.text();
}

}  // namespace

TEST_CASE("a document has its declaration and its elements in the order they came, empty ones too") {
    xml::Document document("requests");
    auto request = document.root().add("request");
    request.add("id").set("FEL-1");
    request.add("notice");
    CHECK(document.text() == declaration + R"(<requests><request><id>FEL-1</id><notice/></request></requests>)");
}

TEST_CASE("words can never become elements, and what XML cannot carry is a space") {
    CHECK(with("<b> & å") == declaration + R"(<a><b>&lt;b&gt; &amp; å</b></a>)");
    CHECK(with(std::string("x\0y\x1b", 4)) == declaration + R"(<a><b>x y </b></a>)");
    CHECK(with("x\uFFFEy\uFFFFz\uFFFD") == declaration + "<a><b>x y z\uFFFD</b></a>");
}
