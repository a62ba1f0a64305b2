#include "foundation/markdown/markdown.h"

#include <catch2/catch.hpp>

using markdown::to_html;
using markdown::to_plain_text;

TEST_CASE("headings, lists, emphasis, links and tables become HTML") {
    CHECK(to_html("# Öppettider") == "<h1>Öppettider</h1>\n");
    CHECK(to_html("**Nu** ~~inte~~") == "<p><strong>Nu</strong> <del>inte</del></p>\n");
    CHECK(to_html("- a\n- b") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
    CHECK(to_html("[Ansök](/e-tjanster)") == "<p><a href=\"/e-tjanster\">Ansök</a></p>\n");
    CHECK(to_html("| a |\n|---|\n| b |\n").find("<table>") == 0);
}

TEST_CASE("raw HTML is shown as text") {
    CHECK(to_html("a <b onclick=x>b</b>") == "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n");
    const auto block = to_html("<script>\nalert(1)\n</script>\n\nefter");
    CHECK(block.find("<script") == std::string::npos);
    CHECK(block.find("&lt;script&gt;") != std::string::npos);
    CHECK(block.find("<p>efter</p>") != std::string::npos);
}

TEST_CASE("links to scripts and data lose their address") {
    for (const auto* link : {"[x](javascript:alert(1))", "[x](JaVaScript:alert(1))", "[x](data:text/html,hej)", "[x](vbscript:x)",
                             "[x](file:///etc/passwd)", "<javascript:alert(1)>", "[x]( java&#115;cript:alert(1))", "![x](javascript:x)"}) {
        const auto html = to_html(link);
        CAPTURE(html);
        CHECK((html.find("href=\"\"") != std::string::npos || html.find("src=\"\"") != std::string::npos ||
               html.find("<a") == std::string::npos));
    }
}

TEST_CASE("broken UTF-8 becomes the replacement character") { CHECK(to_html("a\xff") == "<p>a\xef\xbf\xbd</p>\n"); }

TEST_CASE("plain text keeps the words and drops the marks") {
    CHECK(to_plain_text("# Rubrik\n\nEn **viktig** [länk](/x).") == "Rubrik\n\nEn viktig länk.\n");
}
