/// Sign-in by OpenID Connect through the door, in and out.
#include <filesystem>
#include <fstream>

#include "areas/sign_in/provider_town_for_tests.h"
#include "foundation/base/id.h"

using namespace provider_town;

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
    const auto key = jose::SigningKey::make("torg");
    const auto file = std::filesystem::temp_directory_path() / ("torg-key-" + std::to_string(new_id()) + ".json");
    std::ofstream(file) << key.private_json();
    Town signs(config::SignsIn::residents, [&](config::OidcProvider& settings) {
        settings.client_authentication = config::ClientAuthentication::private_key;
        settings.private_key_file = file.string();
    });
    std::filesystem::remove(file);
    CHECK(signs.refusal(signs.sign_in()) == "prov: code_refused");
    signs.provider.client_keys = *jose::KeySet::from(R"({"keys":[)" + key.public_json() + "]}");
    CHECK(signs.sign_in().status == 303);
    Town wrong(config::SignsIn::residents, [](config::OidcProvider& settings) { settings.client_secret = "fel"; });
    CHECK(wrong.refusal(wrong.sign_in()) == "prov: code_refused");
}

TEST_CASE("who says no at the provider is told that nothing happened, and never in the provider's words") {
    Town town;
    const std::string iss = "&iss=" + http::percent_encoded(town.provider.issuer());
    const auto state = [&] { return std::string(query_of(town.leave()).get("state")); };
    const auto said_no = town.get("/logga-in/svar/prov?error=access_denied&error_description=ring%20oss&state=" + state() + iss);
    CHECK(said_no.status == 200);
    CHECK(shows(said_no, "Du avbröt inloggningen"));
    CHECK(shows(said_no, "/logga-in?till="));
    CHECK_FALSE(shows(said_no, "ring oss"));
    CHECK(town.refusal(town.get("/logga-in/svar/prov?error=server_error&state=" + state() + iss)) == "prov: provider_error");
    CHECK(town.refusal(town.get("/logga-in/svar/prov?code=a&code=b&state=" + state() + iss)) == "prov: malformed");
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
