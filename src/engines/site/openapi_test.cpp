#include "engines/site/openapi.h"

#include <catch2/catch.hpp>

#include "foundation/json/json.h"

namespace {

Result<http::Response> nothing(Context&) { return http::Response{}; }

json::Value described() {
    constexpr Permission may_read{"cases.read"};
    const Area area{
        .name = "cases",
        .routes = {
            get("/api/cases/{number}", may_read, nothing, {.summary = "One case", .response_schema = R"({"type":"object"})"}),
            post("/api/cases/{number}", everyone, nothing, {.summary = "Add", .request_schema = R"({"type":"string"})", .success = 201}),
            post("/api/files", may_read, nothing,
                 {.summary = "A file", .body = ApiDoc::Body::file, .headers = R"({"Idempotency-Key":"again"})"}),
            get("/arenden", everyone, nothing)}};
    return *json::parse(site::openapi({area}, "Exempelby", "https://exempelby.example"));
}

}  // namespace

TEST_CASE("the description holds the routes of the API and no pages") {
    const auto api = described();
    CHECK(api["openapi"].text() == "3.1.0");
    CHECK(api["servers"][0]["url"].text() == "https://exempelby.example");
    CHECK(api["paths"].size() == 2);
    CHECK(api["paths"]["/api/cases/{number}"].size() == 2);
}

TEST_CASE("a route is described by its parameters, schemas, permission and problems") {
    const auto api = described();
    const auto& read = api["paths"]["/api/cases/{number}"]["get"];
    CHECK(read["summary"].text() == "One case");
    CHECK(read["operationId"].text() == "get-api-cases-number");
    CHECK(read["parameters"][0]["name"].text() == "number");
    CHECK(read["security"][0].has("bearer"));
    CHECK(read["responses"]["200"]["content"]["application/json"]["schema"]["type"].text() == "object");
    CHECK(read["responses"].has("401"));
    CHECK(read["responses"].has("404"));
    const auto& add = api["paths"]["/api/cases/{number}"]["post"];
    CHECK(add["requestBody"]["content"]["application/json"]["schema"]["type"].text() == "string");
    CHECK(add["responses"].has("201"));
    CHECK(add["responses"].has("422"));
    CHECK(add["security"].size() == 0);
    CHECK_FALSE(add["responses"].has("401"));
}

TEST_CASE("a route that takes a file is described by both ways of sending one, and by its headers") {
    const auto file = described()["paths"]["/api/files"]["post"];
    CHECK(file["requestBody"]["content"].has("*/*"));
    CHECK(file["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"].has("file"));
    CHECK(file["parameters"][0]["name"].text() == "Idempotency-Key");
    CHECK(file["parameters"][0]["in"].text() == "header");
    CHECK(file["responses"].has("413"));
    CHECK(file["responses"].has("422"));
}

TEST_CASE("a schema that is not JSON is a mistake of ours") {
    const Area area{.name = "cases", .routes = {get("/api/x", everyone, nothing, {.response_schema = "{"})}};
    CHECK_THROWS_AS(site::openapi({area}, "", ""), std::logic_error);
}
