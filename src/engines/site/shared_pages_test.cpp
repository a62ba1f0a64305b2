#include "engines/site/shared_pages.h"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;

namespace {

struct Pages {
    site::SharedPages shared;
    int made = 0;
    http::Response page{.body = "innehåll"};
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();

    http::Response get(std::chrono::milliseconds later = 0ms, std::string_view token = "token-a", std::string_view accepts = "") {
        const auto make = [&]() -> Result<http::Response> {
            ++made;
            return page;
        };
        return shared.get("sida", 1, {token, accepts}, make, begun + later).value();
    }
};

}  // namespace

TEST_CASE("a shared page is never older than a second, since another server may have written") {
    Pages pages;
    pages.get();
    pages.get(999ms);
    CHECK(pages.made == 1);
    pages.get(1000ms);
    CHECK(pages.made == 2);
}

TEST_CASE("the same words made anew are the same bytes, so that what was compressed of them still serves") {
    Pages pages;
    const auto first = pages.get();
    CHECK(pages.get(1000ms).shared_body == first.shared_body);
}

TEST_CASE("a page made anew by a visitor with another token is still each visitor's own, also where what was compressed is kept") {
    Pages pages;
    pages.page.body = "<a>token-a</a>" + std::string(2000, 'x');
    const auto first = pages.get(0ms, "token-a", "br");
    pages.page.body = "<a>token-b</a>" + std::string(2000, 'x');
    CHECK(pages.get(1000ms, "token-b").body == pages.page.body);
    CHECK(pages.get(1001ms, "token-a", "br").body == first.body);
}

TEST_CASE("a page with a cookie or an error goes to its visitor alone") {
    Pages pages;
    SECTION("cookie") { pages.page.with("Set-Cookie", "x=1"); }
    SECTION("error") { pages.page.status = 404; }
    pages.get();
    pages.get();
    CHECK(pages.made == 2);
}

TEST_CASE("every place of the form token is the visitor's own") {
    Pages pages;
    pages.page.body = "<a>token-a</a><b>token-a</b>";
    CHECK(pages.get().body == pages.page.body);
    CHECK(pages.get(1ms, "token-b").body == "<a>token-b</a><b>token-b</b>");
    CHECK(pages.made == 1);
}

TEST_CASE("a page with a form token is compressed once, and each visitor's token stands in it as it is") {
    Pages pages;
    pages.page.body = "<a>token-a</a>" + std::string(2000, 'x') + "<b>token-a</b>";
    const auto first = pages.get(0ms, "token-a", "br"), other = pages.get(1ms, "token-b", "br");
    CHECK(first.headers == decltype(first.headers){{"Content-Encoding", "br"}});
    CHECK(first.body.size() < 200);
    CHECK(other.body.find("token-a") == std::string::npos);
    auto turned = other.body;
    for (auto at = turned.find("token-b"); at != std::string::npos; at = turned.find("token-b")) turned.replace(at, 7, "token-a");
    CHECK(turned == first.body);
    CHECK(pages.get(2ms, "token-b", "gzip").body == pages.get(2ms, "token-b").body);
}
