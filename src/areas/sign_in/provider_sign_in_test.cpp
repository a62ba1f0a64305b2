/// Sign-in by OpenID Connect through the door, against a provider on this machine that is wrong in one thing at a time.
#include <catch2/catch.hpp>

#include "areas/sign_in/area.h"
#include "engines/identity/accounts.h"
#include "engines/identity/sessions.h"
#include "engines/oidc/provider.h"
#include "engines/testing/test_provider.h"
#include "engines/testing/test_site.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/testing.h"

namespace {

struct Town : TestSite {
    TestProvider provider;

    explicit Town(config::SignsIn kind = config::SignsIn::residents, std::function<void(config::OidcProvider&)> change = {})
        : TestSite({sign_in::area()}, GENERATE(from_range(db::kinds_under_test()))) {
        auto settings = provider.settings(kind);
        if (change) change(settings);
        tenant().oidc_providers = {std::make_shared<oidc::Provider>(settings)};
    }
    ~Town() { use_machine_clock(); }

    /// Where the browser is sent.
    std::string leave(std::string till = "/mina-sidor") {
        const auto answer = post("/logga-in/borja", {{"val", "prov"}, {"till", std::move(till)}});
        const std::string refresh(header_of(answer, "Refresh"));
        return refresh.empty() ? "" : refresh.substr(std::string("0; url=").size());
    }
    http::Response sign_in(std::string till = "/mina-sidor") { return get(provider.approve(leave(std::move(till)))); }

    /// What the log says of the refusal; "" when somebody came in.
    std::string refusal(const http::Response& answer) {
        if (visitor().kind != Visitor::Kind::nobody) return "";
        CHECK(answer.status >= 400);
        CHECK(shows(answer, "<h1>Du är inte inloggad</h1>"));
        CHECK(last_audit()->event == "sign_in.provider_refused");
        return last_audit()->detail;
    }
    std::string refusal_with_claim(std::string_view name, json::Value value) {
        provider.change_claims = [name = std::string(name), value](json::Value& claims) { claims.set(name, value); };
        return refusal(sign_in());
    }
    std::string refusal_of_token(std::function<std::string(std::string)> change) {
        provider.change_token = std::move(change);
        return refusal(sign_in());
    }
    http::Response send_logout(const std::string& token) {
        http::Request request{.method = http::Method::post, .target = "/api/v1/sign-in/prov/logout", .path = "/api/v1/sign-in/prov/logout"};
        request.form.all.emplace_back("logout_token", token);
        return send(request);
    }
};

std::int64_t seconds_from_now(std::int64_t seconds) { return now().value / microseconds_a_second + seconds; }

std::string with_header(const std::string& token, std::string_view header) {
    return crypto::base64url(header) + token.substr(token.find('.'));
}

json::Value logout_claims(const TestProvider& provider) {
    return json::object({{"iss", provider.issuer()},
                         {"aud", "torg"},
                         {"sub", "kim-1"},
                         {"sid", "sid-1"},
                         {"events", json::object({{"http://schemas.openid.net/event/backchannel-logout", json::object()}})}});
}

}  // namespace

TEST_CASE("a resident signs in at a provider and comes back to the page that asked") {
    Town town;
    CHECK(shows(town.get("/logga-in"), "Logga in med Prov-id"));
    const auto answer = town.sign_in("/mina-sidor?sida=2");
    CHECK(header_of(answer, "Location") == "/mina-sidor?sida=2");
    CHECK(town.visitor().is_resident());
    CHECK(town.visitor().name == "Kim Nordin");
    CHECK(town.visitor().proved_at > Timestamp{});
    CHECK(town.last_audit()->event == "sign_in.resident_signed_in");
}

TEST_CASE("the provider is asked with what the settings say, a nonce, and the challenge of a verifier that stays here") {
    Town town;
    const auto address = town.leave();
    CHECK(address.starts_with(town.provider.issuer() + "/authorize?"));
    const auto asked = query_of(address);
    CHECK(asked.get("response_type") == "code");
    CHECK(asked.get("redirect_uri") == "https://exempelby.test/logga-in/svar/prov");
    CHECK(asked.get("scope") == "openid profile https://id.oidc.se/scope/naturalPersonNumber");
    CHECK(asked.get("acr_values").starts_with("http://id.elegnamnden.se/loa/1.0/loa3 "));
    CHECK(asked.get("code_challenge_method") == "S256");
    CHECK(asked.get("state").size() >= 43);
    CHECK(asked.get("nonce").size() >= 43);
    const auto again = query_of(town.leave());
    for (const auto* name : {"state", "nonce", "code_challenge"}) CHECK(again.get(name) != asked.get(name));
}

TEST_CASE("what the ID token does not tell is asked for, and is about the same person") {
    Town town;
    town.provider.tells_by_userinfo = true;
    CHECK(town.sign_in().status == 303);
    CHECK(town.visitor().name == "Kim Nordin");
    town.sign_out();
    town.provider.change_userinfo = [](json::Value& told) { told.set("sub", "alva-1"); };
    CHECK(town.refusal(town.sign_in()) == "prov: other_person");
}

TEST_CASE("a client may show its secret in the form, or sign with a key of its own") {
    Town town(config::SignsIn::residents,
              [](config::OidcProvider& settings) { settings.client_authentication = config::ClientAuthentication::post; });
    CHECK(town.sign_in().status == 303);
    Town wrong(config::SignsIn::residents, [](config::OidcProvider& settings) { settings.client_secret = "fel"; });
    CHECK(wrong.refusal(wrong.sign_in()) == "prov: code_refused");
}

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

TEST_CASE("who says no at the provider is told that nothing happened, and never in the provider's words") {
    Town town;
    const std::string iss = "&iss=" + http::percent_encoded(town.provider.issuer());
    const auto state = [&] { return std::string(query_of(town.leave()).get("state")); };
    const auto said_no = town.get("/logga-in/svar/prov?error=access_denied&error_description=ring%20oss&state=" + state() + iss);
    CHECK(said_no.status == 200);
    CHECK(shows(said_no, "Du avbröt inloggningen"));
    CHECK_FALSE(shows(said_no, "ring oss"));
    CHECK(town.refusal(town.get("/logga-in/svar/prov?error=server_error&state=" + state() + iss)) == "prov: provider_error");
    CHECK(town.refusal(town.get("/logga-in/svar/prov?code=a&code=b&state=" + state() + iss)) == "prov: malformed");
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

TEST_CASE("signing out here goes on to the provider, with the proof of who signed in unless a personal number is in it") {
    Town town;
    town.provider.tells_by_userinfo = true;
    town.sign_in();
    auto refresh = std::string(header_of(town.post("/logga-ut"), "Refresh"));
    CHECK(refresh.find(town.provider.issuer() + "/end?client_id=torg") != std::string::npos);
    CHECK(query_of(refresh).get("post_logout_redirect_uri") == "https://exempelby.test/");
    CHECK(query_of(refresh).get("id_token_hint").find('.') != std::string::npos);
    CHECK(town.visitor().kind == Visitor::Kind::nobody);
    town.provider.tells_by_userinfo = false;
    town.sign_in();
    refresh = header_of(town.post("/logga-ut"), "Refresh");
    CHECK_FALSE(query_of(refresh).has("id_token_hint"));
    CHECK(town.visitor().kind == Visitor::Kind::nobody);
}

TEST_CASE("whom the provider signs out is signed out here, and no other token does it") {
    Town town;
    town.sign_in();
    const auto claims = logout_claims(town.provider);
    const auto refused = [&](json::Value changed) {
        CHECK(town.send_logout(town.provider.token(std::move(changed))).status == 400);
        return town.visitor().is_resident();
    };
    const auto with = [&](std::string_view name, json::Value value) {
        auto changed = claims;
        changed.set(name, std::move(value));
        return changed;
    };
    CHECK(refused(with("iss", "https://evil.example")));
    CHECK(refused(with("aud", "another-client")));
    CHECK(refused(with("exp", seconds_from_now(-120))));
    CHECK(refused(with("nonce", "an-id-token-in-disguise")));
    CHECK(refused(with("events", json::object({{"http://schemas.openid.net/event/other", json::object()}}))));
    CHECK(town.send_logout(jose::SigningKey::make("first").sign(with("iat", seconds_from_now(0)))).status == 400);
    CHECK(town.visitor().is_resident());
    CHECK(town.send_logout(town.provider.token(with("sid", "sid-of-another"))).status == 200);
    CHECK(town.visitor().is_resident());
    CHECK(town.send_logout(town.provider.token(claims)).status == 200);
    CHECK(town.visitor().kind == Visitor::Kind::nobody);
    CHECK(town.last_audit()->event == "sign_in.provider_signed_out");
}

TEST_CASE("staff come in by the account that they have, and nobody gets one by signing in") {
    Town town(config::SignsIn::staff);
    town.provider.person.set("https://id.oidc.se/claim/orgAffiliation", "Olle@5560001234");
    CHECK(shows(town.get("/personal/logga-in"), "Logga in med Prov-id"));
    CHECK(town.refusal(town.sign_in()) == "prov: unknown_account");
    const auto account = *identity::add_account(town.db(), {.username = "olle@5560001234", .name = "Olle Officer"});
    CHECK(header_of(town.sign_in("/handlaggning"), "Location") == "/handlaggning");
    CHECK(town.visitor().account == account);
    CHECK(town.last_audit()->event == "sign_in.staff_signed_in");
    town.sign_out();
    town.provider.person.set("https://id.oidc.se/claim/orgAffiliation", "olle@5560001234\u212A");
    CHECK(town.refusal(town.sign_in()) == "prov: no_identity");
    town.provider.person.set("https://id.oidc.se/claim/orgAffiliation", "olle@5560001234");
    town.db().write([&](db::Connection& db) { return identity::change_account(db, {.id = account, .name = "Olle", .active = false}); });
    CHECK(town.refusal(town.sign_in()) == "prov: unknown_account");
}

TEST_CASE("each reason has words in both languages") {
    Town town;
    for (const auto& [refusal, name] : names_of<oidc::Refusal>)
        CHECK(town.tenant().texts.keys("sign_in", Language::sv).contains("refused." + std::string(name)));
}

TEST_CASE("staff prove anew at the provider that it is they, there and now, and nobody else does it for them") {
    Town town(config::SignsIn::staff);
    town.provider.person.set("https://id.oidc.se/claim/orgAffiliation", "olle");
    CHECK(identity::add_account(town.db(), {.username = "olle", .name = "Olle Officer"}));
    town.sign_in();
    const auto first_proof = town.visitor().proved_at;
    set_clock(now() + 30 * microseconds_a_minute);
    CHECK(shows(town.get("/personal/bekrafta?till=/handlaggning"), "Bekräfta med Prov-id"));
    const auto prove = [&] {
        const std::string refresh(header_of(town.post("/personal/bekrafta", {{"val", "prov"}, {"till", "/handlaggning"}}), "Refresh"));
        CHECK(query_of(refresh).get("max_age") == "0");
        return town.get(town.provider.approve(refresh));
    };
    const auto refusal = [&](const http::Response& answer) {
        CHECK(answer.status == 403);
        CHECK(town.visitor().proved_at == first_proof);
        return town.last_audit()->detail;
    };
    town.provider.change_claims = [](json::Value& claims) { claims.set("auth_time", seconds_from_now(-1800)); };
    CHECK(refusal(prove()) == "prov: not_fresh");
    town.provider.change_claims = [](json::Value& claims) { claims.set("sub", "another-1"); };
    town.provider.change_userinfo = [](json::Value& told) { told.set("sub", "another-1"); };
    CHECK(refusal(prove()) == "prov: other_person");
    town.provider.change_claims = {};
    town.provider.change_userinfo = {};
    const auto before = town.session();
    CHECK(header_of(prove(), "Location") == "/handlaggning");
    CHECK(town.visitor().proved_at > first_proof);
    CHECK(town.session() != before);
    CHECK(town.last_audit()->event == "sign_in.proved_anew");
}
