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

TEST_CASE("what others have written is read by its names; what is no XML, or bottomless, is not read at all") {
    const auto read = xml::parse("<a>\n <b> x &amp; y </b><b>z</b><c/></a>");
    REQUIRE(read);
    CHECK(read->name == "a");
    CHECK(read->inside.size() == 3);
    CHECK(read->words("b") == "x & y");
    CHECK(read->words("c").empty());
    CHECK(read->find("d") == nullptr);
    CHECK_FALSE(xml::parse("<a><b></a>"));
    CHECK_FALSE(xml::parse("{}"));
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<a>";
    for (int i = 0; i < 100; ++i) deep += "</a>";
    CHECK_FALSE(xml::parse(deep));
}

TEST_CASE("an entity that names a file reads no file") {
    const auto read = xml::parse(R"(<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>)");
    CHECK((!read || read->text == "&e;"));
}
