#include <catch2/catch.hpp>

#include "areas/sign_in/area.h"
#include "engines/identity/invitations.h"
#include "engines/testing/test_site.h"
#include "foundation/crypto/totp.h"
#include "foundation/db/testing.h"

namespace {

const std::string password = "långt och lätt att minnas", page = "/personal/valkommen";

struct Town : TestSite {
    Town() : TestSite({sign_in::area()}, GENERATE(from_range(db::kinds_under_test()))) {}
    AccountId anna = *identity::add_account(db(), {"anna", "Anna Exempel"});
    std::string token = db().write([&](db::Connection& db) { return identity::invite(db, anna); });

    http::Response choose(const std::string& first, const std::string& again) {
        return post(page, {{"kod", token}, {"password", first}, {"again", again}, {"till", "/administration"}});
    }
};

}  // namespace

TEST_CASE("a link leads to a first password, signs in, and works no more") {
    Town town;
    const auto link = town.get(page + "?till=/administration&kod=" + town.token);
    CHECK(header_of(link, "Location") == page + "?till=%2Fadministration");  // the link's token stands in no address from here on
    const auto asked = town.follow(link);
    CHECK(shows(asked, "Välkommen Anna Exempel"));
    CHECK(shows(asked, "anna"));
    CHECK(header_of(asked, "Cache-Control") == "no-store");
    CHECK(header_of(town.choose(password, password), "Location") == "/administration");
    CHECK(town.visitor().account == town.anna);
    CHECK(town.last_audit()->event == "sign_in.staff_signed_in");
    CHECK(identity::check_password(town.db(), "anna", password, "192.0.2.1"));
    town.sign_out();
    CHECK(town.get(page + "?kod=" + town.token).status == 404);
    CHECK(town.get(page).status == 404);
    CHECK(shows(town.choose(password, password), "Länken har redan använts"));
    CHECK(town.visitor().kind == Visitor::Kind::nobody);
}

TEST_CASE("a password that is too short or mistyped is asked for again, and the link still works") {
    Town town;
    CHECK(shows(town.choose("kort", "kort"), "minst 12 tecken"));
    const auto mistyped = town.choose(password, password + "x");
    CHECK(mistyped.status == 422);
    CHECK(shows(mistyped, "Skriv samma lösenord två gånger"));
    CHECK_FALSE(shows(mistyped, password));
    CHECK(town.choose(password, password).status == 303);
}

TEST_CASE("a link does not stand in for the second step") {
    Town town;
    town.db().write([&](db::Connection& db) {
        const auto secret = identity::begin_second_step(db, town.tenant().secret, town.anna);
        CHECK(identity::confirm_second_step(db, town.tenant().secret, town.anna, crypto::totp_code(secret, now())));
    });
    CHECK(header_of(town.choose(password, password), "Location") == "/personal/kod?till=%2Fadministration");
    CHECK(town.visitor().kind == Visitor::Kind::nobody);
}

TEST_CASE("a link that was never given opens nothing") {
    Town town;
    for (const auto* query : {"", "?kod=", "?kod=x"}) CHECK(town.get(page + query).status == 404);
}
