#include "foundation/http/host_name.h"

#include <catch2/catch.hpp>

TEST_CASE("a host name is as browsers send it") {
    CHECK(http::host_name("Kommunen.Example") == "kommunen.example");
    CHECK(http::host_name("kommunen.example.") == "kommunen.example");
    CHECK(http::host_name("Göteborg.example") == "xn--gteborg-90a.example");
    CHECK(http::host_name("nystad.localhost") == "nystad.localhost");
    CHECK(http::host_name("127.0.0.1") == "127.0.0.1");
}

TEST_CASE("what is no host name is refused") {
    for (const auto* typed : {"", ".", "https://kommunen.example", "kommunen.example/", "kommunen.example:8080", "två ord.example", "a..b",
                              "-a.example", "a_b.example", "a\nb", "\xff.example"})
        CHECK_FALSE(http::host_name(typed));
    CHECK_FALSE(http::host_name(std::string(64, 'a') + ".example"));
}
