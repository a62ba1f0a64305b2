#include "engines/pages/assets.h"

#include <catch2/catch.hpp>
#include <stdexcept>

TEST_CASE("an asset's address carries a hash, and the asset may be kept for ever") {
    const auto address = pages::asset_address("torg.css");
    CHECK(address.starts_with("/assets/torg."));
    CHECK(address.size() > std::string("/assets/torg..css").size() + 7);
    const auto found = pages::asset(address);
    REQUIRE(found);
    CHECK(found->type == "text/css; charset=utf-8");
    CHECK(found->shared_body->find("--surface") != std::string::npos);
    const http::Fields headers{found->headers};
    CHECK(headers.get("Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(headers.get("ETag").starts_with('"'));
}

TEST_CASE("the stylesheet finds the font among the assets") {
    const auto font = pages::asset_address("public-sans-latin-wght-normal.woff2");
    CHECK(pages::asset(pages::asset_address("torg.css"))->shared_body->find(font) != std::string::npos);
    CHECK(pages::asset(font)->type == "font/woff2");
}

TEST_CASE("what is not there has no address and no answer") {
    CHECK_THROWS_AS(pages::asset_address("missing.css"), std::logic_error);
    CHECK_FALSE(pages::asset("/assets/torg.css"));
    CHECK_FALSE(pages::asset("/assets/../torg.css"));
}

TEST_CASE("fonts, icons and maps carry their licences along") {
    const auto licences = pages::asset(pages::asset_address("licences.txt"));
    REQUIRE(licences);
    for (const auto* words : {"SIL OPEN FONT LICENSE", "MIT License", "Leaflet"})
        CHECK(licences->shared_body->find(words) != std::string::npos);
}
