/// What is wrong at a provider, or on the way: each is refused by name, on a page and in the log.
#include "areas/sign_in/provider_town_for_tests.h"

using namespace provider_town;

TEST_CASE("wrong issuer, audience, nonce and time: each is refused by name") {
    Town town;
    CHECK(town.refusal_with_claim("iss", "https://evil.example") == "prov: issuer");
    CHECK(town.refusal_with_claim("iss", town.provider.issuer() + "/") == "prov: issuer");
    CHECK(town.refusal_with_claim("aud", "another-client") == "prov: audience");
    CHECK(town.refusal_with_claim("aud", json::array({"torg", "another-client"})) == "prov: audience");
    CHECK(town.refusal_with_claim("aud", json::array({})) == "prov: audience");
    CHECK(town.refusal_with_claim("azp", "another-client") == "prov: audience");
    CHECK(town.refusal_with_claim("nonce", "of-another-sign-in") == "prov: nonce");
    CHECK(town.refusal_with_claim("nonce", nullptr) == "prov: nonce");
    CHECK(town.refusal_with_claim("exp", seconds_from_now(-61)) == "prov: expired");
    CHECK(town.refusal_with_claim("iat", seconds_from_now(-3600)) == "prov: expired");
    CHECK(town.refusal_with_claim("iat", seconds_from_now(90)) == "prov: not_yet");
    CHECK(town.refusal_with_claim("nbf", seconds_from_now(90)) == "prov: not_yet");
    CHECK(town.refusal_with_claim("auth_time", seconds_from_now(90)) == "prov: not_yet");
    for (const json::Value& odd : {json::Value("soon"), json::Value(-1), json::Value(1e300), json::Value(nullptr)})
        CHECK(town.refusal_with_claim("exp", odd) == "prov: malformed");
    CHECK(town.refusal_with_claim("sub", "") == "prov: malformed");
    CHECK(town.refusal_with_claim("events", json::object()) == "prov: malformed");
    CHECK(town.refusal_with_claim("at_hash", crypto::base64url(std::string(16, 'x'))) == "prov: access_token");
}

TEST_CASE("clocks may differ by a minute") {
    Town town;
    CHECK(town.refusal_with_claim("exp", seconds_from_now(-30)).empty());
    town.sign_out();
    CHECK(town.refusal_with_claim("iat", seconds_from_now(30)).empty());
}

TEST_CASE("alg none, a secret, a foreign key and a changed signature: each is refused by name") {
    Town town;
    CHECK(town.refusal_of_token([](auto token) { return with_header(token, R"({"alg":"none"})"); }) == "prov: algorithm");
    CHECK(town.refusal_of_token([](auto token) {
        const auto unsigned_token = with_header(token, R"({"alg":"none"})");
        return unsigned_token.substr(0, unsigned_token.rfind('.') + 1);
    }) == "prov: algorithm");
    CHECK(town.refusal_of_token([](auto token) { return with_header(token, R"({"alg":"HS256"})"); }) == "prov: algorithm");
    CHECK(town.refusal_of_token([](auto token) { return with_header(token, R"({"alg":"RS256"})"); }) == "prov: algorithm");
    CHECK(town.refusal_of_token([](auto token) { return with_header(token, R"({"alg":"ES256","kid":"other"})"); }) == "prov: unknown_key");
    CHECK(town.refusal_of_token([](auto token) {
                  token[token.rfind('.') + 5] ^= 1;
                  return token;
              })
              .starts_with("prov: "));
    CHECK(town.refusal_of_token([](auto) { return std::string("no token"); }) == "prov: malformed");
    CHECK(town.refusal_of_token([](auto) { return std::string(); }) == "prov: malformed");
    town.provider.change_token = {};
    CHECK(town.sign_in().status == 303);
}

TEST_CASE("an ID token of another sign-in or another client opens nothing, though its signature is right") {
    Town town;
    std::string stolen;
    town.provider.change_token = [&](std::string token) { return stolen = token; };
    town.sign_in();
    town.sign_out();
    CHECK(town.refusal_of_token([&](auto) { return stolen; }) == "prov: nonce");
}

TEST_CASE("a new key counts as soon as the provider shows it, and nobody makes us ask for keys all the time") {
    Town town;
    CHECK(town.sign_in().status == 303);
    town.sign_out();
    set_clock(now() + microseconds_a_minute);
    town.provider.key = jose::SigningKey::make("second");
    CHECK(town.sign_in().status == 303);
    CHECK(town.provider.times_keys_were_read == 2);
    town.sign_out();
    for (int i = 0; i < 5; ++i) town.send_logout(jose::SigningKey::make("unknown").sign(logout_claims(town.provider)));
    CHECK(town.provider.times_keys_were_read == 2);
}

TEST_CASE("a state counts once, in the browser that left, at the provider it left for, for ten minutes") {
    Town town;
    const auto back = town.provider.approve(town.leave());
    const auto left = town.session();
    town.sign_out();
    CHECK(town.refusal(town.get(back)) == "prov: unknown_state");
    town.use_session(left);
    CHECK(town.get(back).status == 303);
    town.sign_out();
    town.use_session(left);
    CHECK(town.refusal(town.get(back)) == "prov: unknown_state");
    const auto late = town.provider.approve(town.leave());
    set_clock(now() + 11 * microseconds_a_minute);
    CHECK(town.refusal(town.get(late)) == "prov: unknown_state");
    CHECK(town.refusal(town.get("/logga-in/svar/prov")) == "prov: unknown_state");
    CHECK(town.get("/logga-in/svar/ingen?state=x").status == 404);
}

TEST_CASE("a code that somebody else was given signs nobody in: it belongs to another challenge") {
    Town town;
    const auto foreign = query_of(town.provider.approve(town.leave()));
    const auto own = query_of(town.provider.approve(town.leave()));
    const auto injected = "/logga-in/svar/prov?code=" + std::string(foreign.get("code")) + "&state=" + std::string(own.get("state")) +
                          "&iss=" + http::percent_encoded(town.provider.issuer());
    CHECK(town.refusal(town.get(injected)) == "prov: code_refused");
}

TEST_CASE("an answer of another issuer, or without one from a provider that names itself, is a mix-up") {
    Town town;
    const auto with = [&](std::string_view issuer) {
        const auto back = query_of(town.provider.approve(town.leave()));
        std::string path = "/logga-in/svar/prov?code=" + std::string(back.get("code")) + "&state=" + std::string(back.get("state"));
        if (!issuer.empty()) path += "&iss=" + http::percent_encoded(issuer);
        return town.refusal(town.get(path));
    };
    CHECK(with("https://evil.example") == "prov: other_provider");
    CHECK(with("") == "prov: other_provider");
    CHECK(with(town.provider.issuer()).empty());
}

TEST_CASE("a weaker e-identification than the settings ask for is refused") {
    Town town;
    CHECK(town.refusal_with_claim("acr", "http://id.elegnamnden.se/loa/1.0/loa2") == "prov: level");
    CHECK(town.refusal_with_claim("acr", nullptr) == "prov: level");
}

TEST_CASE("without a right personal number and a name nobody is signed in") {
    Town town;
    const std::string number = "https://id.oidc.se/claim/personalIdentityNumber";
    for (const json::Value& odd : {json::Value("189708219805"), json::Value(""), json::Value(nullptr), json::Value(189708219804)}) {
        town.provider.person.set(number, odd);
        CHECK(town.refusal(town.sign_in()) == "prov: no_identity");
    }
    town.provider.person.set(number, "189708219804").set("name", " ");
    CHECK(town.refusal(town.sign_in()) == "prov: no_identity");
}

TEST_CASE("a provider that is away, redirects, talks without end or describes another issuer is told as away") {
    Town town;
    town.provider.change_metadata = [](json::Value& metadata) { metadata.set("issuer", "https://evil.example"); };
    CHECK(town.post("/logga-in/borja", {{"val", "prov"}}).status == 503);
    town.provider.change_metadata = {};
    // Nobody waits for a provider again that was away just now.
    CHECK(town.post("/logga-in/borja", {{"val", "prov"}}).status == 503);
    set_clock(now() + 6 * microseconds_a_second);
    town.provider.token_answer = [] {
        http::Response moved{.status = 307};
        return moved.with("Location", "https://evil.example/token");
    };
    CHECK(town.refusal(town.sign_in()) == "prov: code_refused");
    town.provider.token_answer = [] { return http::Response{.type = "application/json", .body = std::string(3u << 20, ' ')}; };
    CHECK(town.refusal(town.sign_in()) == "prov: provider_away");
    town.provider.token_answer = {};
    town.provider.keys_answer = [] {
        return http::Response{.type = "application/json", .body = R"({"keys":[)" + std::string(2u << 20, ' ') + "]}"};
    };
    CHECK(town.refusal(town.sign_in()) == "prov: provider_away");
}
