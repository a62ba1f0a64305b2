#include "foundation/html/html.h"

#include <catch2/catch.hpp>
#include <stdexcept>

namespace h = html;

TEST_CASE("words between tags and in attributes are escaped") {
    const std::string hostile = R"(<b>"Åsa" & 'Bo'</b>)";
    CHECK(h::make<R"(<p title="{}">{}</p>)">(hostile, hostile).str() ==
          R"(<p title="&lt;b&gt;&quot;Åsa&quot; &amp; &#39;Bo&#39;&lt;/b&gt;">&lt;b&gt;&quot;Åsa&quot; &amp; &#39;Bo&#39;&lt;/b&gt;</p>)");
}

TEST_CASE("whole numbers are written without separators, decimals with a point in attributes") {
    CHECK(h::make<"<td>{}</td>">(-40000).str() == "<td>-40000</td>");
    CHECK(h::make<R"(<circle r="{}" cx="{}"/>)">(2.5, 7U).str() == R"(<circle r="2.5" cx="7"/>)");
}

TEST_CASE("markup goes in as it is, between tags") {
    const auto inner = h::make<"<b>{}</b>">("a & b");
    CHECK(h::make<"<p>{}</p>">(inner).str() == "<p><b>a &amp; b</b></p>");
}

TEST_CASE("a URL with a scheme that runs scripts, or that leads to a foreign host by stealth, is blocked") {
    const auto link = [](std::string_view url) { return h::make<R"(<a href="{}">x</a>)">(url).str(); };
    for (const std::string_view url :
         {"javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)", "\x01javascript:x",
          "data:text/html,x", "vbscript:x", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example"})
        CHECK(link(url) == R"(<a href="#blocked">x</a>)");
    CHECK(link("sida:2") == R"(<a href="#blocked">x</a>)");
    for (const std::string_view url :
         {"/arenden/12", "https://exempelby.example/a?b=c:d", "mailto:kim@exempelby.example", "tel:0001", "#mob", "?sida=2", "sida/2:a"})
        CHECK(link(url) == "<a href=\"" + std::string(url) + "\">x</a>");
}

TEST_CASE("what follows a lone slash in a URL cannot become a host") {
    const auto link = [](std::string_view path) { return h::make<R"(<a href="/{}">x</a>)">(path).str(); };
    CHECK(link("klimatavtal") == R"(<a href="/klimatavtal">x</a>)");
    CHECK(link("/evil.example") == R"(<a href="/#blocked">x</a>)");
    CHECK(link("\\evil.example") == R"(<a href="/#blocked">x</a>)");
    CHECK(link("\t/evil.example") == R"(<a href="/#blocked">x</a>)");
}

TEST_CASE("a tag takes built attributes, escaped, and loses the space when there are none") {
    const auto attributes =
        h::Attributes().set("id", "a\"b").set("maxlength", 20).flag("checked").flag("disabled", false).maybe("autocomplete", "");
    CHECK(h::make<R"(<input name="x" {}>)">(attributes).str() == R"(<input name="x" id="a&quot;b" maxlength="20" checked>)");
    CHECK(h::make<"<div {}>{}</div>">(h::Attributes(), 1).str() == "<div>1</div>");
}

TEST_CASE("built attributes check URLs and refuse to be set twice") {
    CHECK(h::Attributes().set("href", "javascript:x").str() == R"( href="#blocked")");
    CHECK_NOTHROW(h::Attributes().set("title", "see id=3").set("id", "x"));
    CHECK_THROWS_AS(h::Attributes().set("id", "a").set("id", "b"), std::logic_error);
}

TEST_CASE("a title takes words only, and escapes them") {
    CHECK(h::make<"<title>{}</title>">("</title><script>").str() == "<title>&lt;/title&gt;&lt;script&gt;</title>");
}

TEST_CASE("whole pages, comments, void elements, SVG and multi-line tags are read") {
    const auto page = h::make<R"(<!doctype html>
<html lang="{}"><head><meta charset="utf-8"><!-- <p> --><script src="/a.js" defer></script></head>
<body>
  <svg viewBox="0 0 1 1"><path d="M0 0"/><use href="{}"/></svg>
  <input
    required type='text' {}>
</body></html>)">("sv", "/s.svg#a", h::Attributes().set("name", "n"));
    CHECK(page.str().find(R"(<use href="/s.svg#a"/>)") != std::string::npos);
    CHECK(page.str().find(R"(type='text' name="n">)") != std::string::npos);
}

TEST_CASE("each, when and join build lists") {
    const std::vector<int> numbers{1, 2, 3};
    const auto item = [](int n) { return h::make<"<li>{}</li>">(n); };
    CHECK(h::each(numbers, item).str() == "<li>1</li><li>2</li><li>3</li>");
    CHECK(h::when(true, h::text("a")).str() == "a");
    CHECK(h::when(false, []() -> h::Html { throw std::logic_error("made"); }).empty());
    CHECK(h::join(std::vector{h::text("a"), h::text("<")}, h::text(", ")).str() == "a, &lt;");
    auto sum = h::text("a") + h::text("b");
    sum += h::text("c");
    CHECK(sum.str() == "abc");
}
