#include "engines/site/router.h"

#include <catch2/catch.hpp>

using http::Method;

namespace {

struct Town {
    site::Router router;
    Town() {
        router.add(Method::get, "/", 0);
        router.add(Method::get, "/arenden/{number}", 1);
        router.add(Method::get, "/arenden/nytt", 2);
        router.add(Method::post, "/arenden/{number}/beslut", 3);
        router.add(Method::get, "/arenden/{id}/filer/{file}", 4);
        router.add(Method::get, "/arenden/nytt/hjalp", 5);
    }
    std::optional<std::size_t> route(std::string_view path, Method method = Method::get) const {
        const auto found = router.find(method, path);
        return found ? found->route : std::nullopt;
    }
};

}  // namespace

TEST_CASE("a literal part wins over a parameter") {
    Town town;
    CHECK(town.route("/arenden/nytt") == 2);
    CHECK(town.route("/arenden/42") == 1);
    CHECK(town.router.find(Method::get, "/arenden/42")->parameters.at("number") == "42");
}

TEST_CASE("a literal that leads nowhere gives way to the parameter") {
    Town town;
    const auto found = town.router.find(Method::get, "/arenden/nytt/filer/a");
    REQUIRE(found);
    CHECK(found->route == 4);
    CHECK(found->parameters.at("id") == "nytt");
    CHECK(found->parameters.at("file") == "a");
}

TEST_CASE("each route keeps its own names of parameters") {
    Town town;
    CHECK(town.router.find(Method::post, "/arenden/42/beslut")->parameters.contains("number"));
    CHECK(town.router.find(Method::get, "/arenden/42/filer/7")->parameters.contains("id"));
}

TEST_CASE("an unknown path is not found, a known one tells its methods") {
    Town town;
    CHECK_FALSE(town.router.find(Method::get, "/annat"));
    CHECK_FALSE(town.router.find(Method::get, "/arenden"));
    const auto found = town.router.find(Method::post, "/arenden/42");
    REQUIRE(found);
    CHECK_FALSE(found->route);
    CHECK(found->allowed == std::vector{Method::get, Method::head});
}

TEST_CASE("HEAD is answered by GET") {
    Town town;
    CHECK(town.route("/", Method::head) == 0);
    CHECK_FALSE(town.route("/arenden/42/beslut", Method::head));
}

TEST_CASE("two routes cannot have the same method and path, whatever the parameters are called") {
    Town town;
    CHECK_THROWS_AS(town.router.add(Method::get, "/arenden/{other}", 9), std::logic_error);
    CHECK_NOTHROW(town.router.add(Method::post, "/arenden/{other}", 9));
}
