#include <catch2/catch.hpp>

#include "areas/sign_in/area.h"
#include "engines/identity/accounts.h"
#include "engines/identity/roles.h"
#include "engines/identity/saml_front.h"
#include "engines/identity/units.h"
#include "engines/oidc/saml_front.h"
#include "engines/testing/test_provider.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace {

const std::string secret = "a secret of thirty-two characters", strong = "urn:multipleauthn", plain = "urn:password";

struct Town : TestSite {
    TestSite::Typed headers{{"x-proxy-saml-secret", secret},
                            {"x-proxy-saml-account", "Olle@Kommunen.example"},
                            {"x-proxy-saml-groups", "Alla|Läsare skola"},
                            {"x-proxy-saml-level", plain}};
    AccountId olle = *identity::add_account(db(), {.username = "olle@kommunen.example", .name = "Olle Officer"});

    explicit Town(std::int64_t always_asks = 0) : TestSite({sign_in::area()}, GENERATE(from_range(db::kinds_under_test()))) {
        unit("skola");
        db().write([](db::Connection& db) { CHECK(identity::add_role(db, {"reader", "Läser", "Reads", {"cases.read"}})); });
        config::Settings::SamlStaff front{.secret = secret, .shown_name = "Provkontot"};
        front.levels = {plain, strong};
        front.strong_levels = {strong};
        front.roles = {"reader @ skola = Läsare skola"};
        front.always_asks = always_asks;
        tenant().oidc_providers = {std::make_shared<oidc::Provider>(oidc::provider_of(front).value())};
    }
    void tells(std::string_view name, std::string value) {
        for (auto& [header, told] : headers)
            if (header == name) told = std::move(value);
    }
    http::Response come_back(const std::string& state) {
        http::Request request{.target = "/logga-in/svar/saml-personal", .path = "/logga-in/svar/saml-personal"};
        request.query.all = {{"state", state}};
        request.headers.all = headers;
        return send(request);
    }
    std::string begin() {
        const std::string leads_to(header_of(post("/logga-in/borja", {{"val", "saml-personal"}, {"till", "/handlaggning"}}), "Refresh"));
        CHECK(leads_to.starts_with("0; url=/logga-in/svar/saml-personal?state="));
        return std::string(query_of(leads_to).get("state"));
    }
    http::Response sign_in() { return come_back(begin()); }
    std::string refusal() {
        const auto answer = sign_in();
        CHECK(answer.status == 403);
        CHECK_FALSE(visitor().is_staff());
        CHECK(last_audit()->event == "sign_in.provider_refused");
        return last_audit()->detail;
    }
    bool may_read() {
        return db().read(
            [&](db::Connection& db) { return identity::has_right(db, olle, "cases.read", identity::find_unit(db, "skola").value().id); });
    }
};

}  // namespace

TEST_CASE("a member of staff whom the front tells of is signed in to the account of that name, with the roles of the groups") {
    Town town;
    CHECK(shows(town.get("/personal/logga-in"), "Logga in med Provkontot"));
    CHECK(header_of(town.sign_in(), "Location") == "/handlaggning");
    CHECK(town.visitor().username == "olle@kommunen.example");
    CHECK(town.may_read());
    town.sign_out();
    town.tells("x-proxy-saml-groups", "Alla");
    town.sign_in();
    CHECK_FALSE(town.may_read());
}

TEST_CASE("without the front's secret, a level, a name and an account nobody is signed in, and the log says why") {
    Town town;
    SECTION("secret") {
        town.tells("x-proxy-saml-secret", GENERATE("", "a secret of thirty-two characterz"));
        CHECK(town.refusal() == "saml-personal: front");
    }
    SECTION("level") {
        town.tells("x-proxy-saml-level", GENERATE("", "urn:unknown"));
        CHECK(town.refusal() == "saml-personal: level");
    }
    SECTION("name") {
        town.tells("x-proxy-saml-account", GENERATE("", "Åke", "\xff"));
        CHECK(town.refusal() == "saml-personal: no_identity");
    }
    SECTION("account") {
        town.tells("x-proxy-saml-account", GENERATE("nobody", "(null)", "olle@kommunen.example|nobody"));
        CHECK(town.refusal() == "saml-personal: unknown_account");
    }
}

TEST_CASE("residents and staff have a front each, and neither leads to the other") {
    Town town;
    town.tenant().e_identifications = {
        identity::saml_front({.secret = "another secret of thirty-two characters", .shown_name = "Prov-id"})};
    CHECK(header_of(town.post("/logga-in/borja", {{"val", "saml"}}), "Refresh").starts_with("0; url=/logga-in/klar/saml?"));
    town.begin();
    // What the staff's front tells is nothing where residents come back.
    http::Request request{.target = "/logga-in/klar/saml", .path = "/logga-in/klar/saml"};
    request.query.all = {{"state", town.begin()}};
    request.headers.all = town.headers;
    CHECK(town.send(request).status == 403);
}

TEST_CASE("what the front tells counts in the browser that began, and once") {
    Town town;
    CHECK(town.come_back("made up").status == 403);
    CHECK_FALSE(town.visitor().is_staff());
    const auto state = town.begin();
    CHECK(town.come_back(state).status == 303);
    town.sign_out();
    town.get("/personal/logga-in");
    CHECK(town.come_back(state).status == 403);
    CHECK_FALSE(town.visitor().is_staff());
}

TEST_CASE("a strong level is more than a password, and fresh where the provider always asks") {
    SECTION("a plain one proves nothing more") {
        Town town;
        town.sign_in();
        CHECK(town.visitor().proved_at == Timestamp{});
    }
    SECTION("a strong one counts, and nobody says that it is fresh") {
        Town town;
        town.tenant().session_limits.proof = microseconds_an_hour;
        town.tells("x-proxy-saml-level", strong);
        town.sign_in();
        CHECK(town.visitor().proved_at != Timestamp{});
        CHECK_FALSE(identity::is_proved(town.tenant().session_limits, town.visitor()));
        // The front cannot prove it anew: a second step of our own can.
        CHECK(header_of(town.get("/personal/bekrafta"), "Location") == "/personal/tva-steg");
    }
    SECTION("where it always asks, it is") {
        Town town(1);
        town.tenant().session_limits.proof = microseconds_an_hour;
        town.tells("x-proxy-saml-level", strong);
        town.sign_in();
        CHECK(identity::is_proved(town.tenant().session_limits, town.visitor()));
    }
}

TEST_CASE("a member of staff who signs out goes on to the front, which signs out at its provider") {
    Town town;
    town.sign_in();
    CHECK(header_of(town.post("/logga-ut"), "Refresh") == "0; url=/logga-ut/saml-personal");
    CHECK_FALSE(town.visitor().is_staff());
    CHECK(header_of(town.get("/logga-ut/saml-personal"), "Location") == "/");
    CHECK(town.post("/api/v1/sign-in/saml-personal/logout", {{"logout_token", "x"}}).status == 404);
}
