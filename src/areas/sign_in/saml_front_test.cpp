#include "engines/identity/saml_front.h"

#include <catch2/catch.hpp>

#include "areas/sign_in/area.h"
#include "engines/testing/test_provider.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace {

const std::string secret = "a secret of thirty-two characters", loa3 = "http://id.elegnamnden.se/loa/1.0/loa3";

struct Town : TestSite {
    TestSite::Typed headers{{"x-proxy-saml-secret", secret},
                            {"x-proxy-saml-number", "189708219804"},
                            {"x-proxy-saml-name", "Kim Nordström"},
                            {"x-proxy-saml-level", loa3}};

    Town() : TestSite({sign_in::area()}, GENERATE(from_range(db::kinds_under_test()))) {
        tenant().e_identifications = {identity::saml_front({.secret = secret, .shown_name = "Prov-id", .levels = {loa3}})};
    }
    /// What the front passes on when somebody has signed in there.
    http::Response come_back(const std::string& state) {
        http::Request request{.target = "/logga-in/klar/saml", .path = "/logga-in/klar/saml"};
        request.query.all = {{"state", state}};
        request.headers.all = headers;
        return send(request);
    }
    http::Response sign_in() {
        const std::string leads_to(header_of(post("/logga-in/borja", {{"val", "saml"}, {"till", "/mina-sidor"}}), "Refresh"));
        CHECK(leads_to.starts_with("0; url=/logga-in/klar/saml?state="));
        return come_back(std::string(query_of(leads_to).get("state")));
    }
    int status_with(const std::string& name, const std::string& value) {
        for (auto& [header, told] : headers)
            if (header == name) told = value;
        const auto answer = sign_in();
        CHECK(visitor().kind == Visitor::Kind::nobody);
        CHECK(last_audit()->detail == "saml: refused.front");
        return answer.status;
    }
};

}  // namespace

TEST_CASE("a resident whom the front has let through is signed in, and comes back to the page that asked") {
    Town town;
    CHECK(header_of(town.sign_in(), "Location") == "/mina-sidor");
    CHECK(town.visitor().name == "Kim Nordström");
    CHECK(town.last_audit()->event == "sign_in.resident_signed_in");
}

TEST_CASE("without the front's secret, a right number, a name and the level nobody is signed in") {
    CHECK(Town().status_with("x-proxy-saml-secret", "") == 403);
    CHECK(Town().status_with("x-proxy-saml-secret", "a secret of thirty-two characterz") == 403);
    CHECK(Town().status_with("x-proxy-saml-number", "189708219805") == 403);
    CHECK(Town().status_with("x-proxy-saml-name", "") == 403);
    CHECK(Town().status_with("x-proxy-saml-level", "http://id.elegnamnden.se/loa/1.0/loa2") == 403);
}

TEST_CASE("who signs out goes on to the front, which signs out where the person signed in") {
    Town town;
    town.sign_in();
    const auto answer = town.post("/logga-ut");
    CHECK(header_of(answer, "Refresh") == "0; url=/logga-ut/saml");
    CHECK(shows(answer, "Fortsätt, så loggas du ut hos Prov-id också."));
    CHECK(town.visitor().kind == Visitor::Kind::nobody);
    // Where the front leaves the address to Torg, that was all.
    CHECK(header_of(town.get("/logga-ut/saml"), "Location") == "/");
    town.sign_in_staff("olle", {});
    CHECK(header_of(town.post("/logga-ut"), "Location") == "/");
}

TEST_CASE("the front signs nobody in who did not begin here, and without a secret there is no front") {
    Town town;
    CHECK(town.come_back("made up").status == 403);
    CHECK(town.visitor().kind == Visitor::Kind::nobody);
    const http::Request empty{
        .headers = {.all = {{"x-proxy-saml-secret", ""}, {"x-proxy-saml-number", "189708219804"}, {"x-proxy-saml-name", "K"}}}};
    CHECK_FALSE(identity::saml_front({.secret = "", .shown_name = ""}).finish(empty));
}
