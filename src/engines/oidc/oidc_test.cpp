/// Rules of the tokens and of what a provider says of itself; the whole way is tested through the door in areas/sign_in.
#include <catch2/catch.hpp>

#include "engines/oidc/id_token.h"
#include "engines/oidc/person.h"
#include "engines/oidc/provider.h"

using oidc::Refusal;

namespace {

constexpr std::int64_t today = 1'800'000'000;

struct Clock {
    Clock() { set_clock({today * microseconds_a_second}); }
    ~Clock() { use_machine_clock(); }
};

json::Value metadata(std::string_view name = {}, json::Value value = {}) {
    auto made = json::object({{"issuer", "https://idp.example"},
                              {"authorization_endpoint", "https://idp.example/authorize"},
                              {"token_endpoint", "https://idp.example/token"},
                              {"jwks_uri", "https://keys.example/jwks"},
                              {"userinfo_endpoint", "https://idp.example/userinfo"}});
    if (!name.empty()) made.set(name, std::move(value));
    return made;
}

std::optional<oidc::Metadata> read(const json::Value& value) { return oidc::metadata_from(json::to_text(value), "https://idp.example"); }

json::Value claims(std::string_view name = {}, json::Value value = {}) {
    auto made = json::object(
        {{"iss", "https://idp.example"}, {"aud", "torg"}, {"sub", "kim"}, {"nonce", "n"}, {"iat", today}, {"exp", today + 300}});
    if (!name.empty()) made.set(name, std::move(value));
    return made;
}

oidc::Outcome<oidc::IdToken> checked(const json::Value& value, oidc::Expectation expected = {}) {
    expected.issuer = "https://idp.example";
    expected.client_id = "torg";
    expected.nonce = "n";
    return oidc::checked_id_token(value, expected);
}

config::OidcProvider settings() {
    return {.name = "prov", .shown_name = "Prov", .issuer = "https://idp.example", .client_id = "torg", .client_secret = "s"};
}

}  // namespace

TEST_CASE("a provider is what it says only when it names the issuer that was asked, letter by letter") {
    CHECK(read(metadata()));
    for (const auto* other : {"https://idp.example/", "https://IDP.example", "http://idp.example", "https://evil.example", ""})
        CHECK_FALSE(read(metadata("issuer", other)));
}

TEST_CASE("a provider by https sends nobody to an address without it, on this machine neither") {
    for (const auto* name : {"authorization_endpoint", "token_endpoint", "jwks_uri"})
        for (const auto* address : {"http://idp.example/x", "http://127.0.0.1:5432/", "javascript:alert(1)", "file:///etc/passwd", ""})
            CHECK_FALSE(read(metadata(name, address)));
    CHECK(read(metadata("userinfo_endpoint", "http://localhost/"))->userinfo_endpoint.empty());
}

TEST_CASE("only algorithms with public keys are taken from what a provider says it uses") {
    CHECK(read(metadata())->algorithms == std::vector{jose::Algorithm::rs256});
    CHECK(read(metadata("id_token_signing_alg_values_supported", json::array({"none", "HS256", "PS256", "EdDSA"})))->algorithms ==
          std::vector{jose::Algorithm::ps256});
}

TEST_CASE("an audience of several needs the party that it was made for, and that is us") {
    const Clock clock;
    CHECK(checked(claims("aud", json::array({"torg"}))));
    const auto several = claims("aud", json::array({"torg", "other"}));
    CHECK(checked(several).error() == Refusal::audience);
    auto made_for_us = several;
    CHECK(checked(made_for_us.set("azp", "torg")));
    CHECK(checked(made_for_us.set("azp", "other")).error() == Refusal::audience);
    CHECK(checked(claims("aud", json::object({{"torg", true}}))).error() == Refusal::audience);
}

TEST_CASE("a fresh sign-in must be newer than the question, and a provider that does not tell when has not made one") {
    const Clock clock;
    const oidc::Expectation fresh{.authenticated_since = now()};
    CHECK(checked(claims("auth_time", today), fresh));
    CHECK(checked(claims("auth_time", today - 61), fresh).error() == Refusal::not_fresh);
    CHECK(checked(claims(), fresh).error() == Refusal::not_fresh);
}

TEST_CASE("a name in two parts will do, and a coordination number too") {
    const auto person =
        json::object({{"given_name", "Kim"}, {"family_name", "Nordin"}, {"https://id.oidc.se/claim/coordinationNumber", "189708819801"}});
    const auto holder = oidc::resident_in(person, settings());
    REQUIRE(holder);
    CHECK(holder->name == "Kim Nordin");
    CHECK(holder->number.is_coordination_number());
}

TEST_CASE("an account is one name, never a choice of several") {
    const auto told = [](json::Value value) {
        return oidc::username_in(json::object({{"https://id.oidc.se/claim/orgAffiliation", std::move(value)}}), settings());
    };
    CHECK(*told("Olle@5560001234") == "olle@5560001234");
    CHECK(*told(json::array({"olle@5560001234"})) == "olle@5560001234");
    CHECK(told(json::array({"olle@5560001234", "chef@5560001234"})).error() == Refusal::no_identity);
    CHECK(told(nullptr).error() == Refusal::no_identity);
}

TEST_CASE("settings that cannot work are told when the program starts") {
    const auto with = [](auto change) {
        auto changed = settings();
        change(changed);
        return changed;
    };
    CHECK_NOTHROW(oidc::Provider(settings()));
    CHECK_THROWS_AS(oidc::Provider(with([](auto& s) { s.name = "a/b"; })), std::invalid_argument);
    CHECK_THROWS_AS(oidc::Provider(with([](auto& s) { s.issuer = "http://idp.example"; })), std::invalid_argument);
    CHECK_THROWS_AS(oidc::Provider(with([](auto& s) { s.client_secret = ""; })), std::invalid_argument);
    CHECK_THROWS_AS(oidc::Provider(with([](auto& s) { s.client_authentication = config::ClientAuthentication::private_key; })),
                    std::invalid_argument);
}
