#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <utility>

#include "areas/sign_in/area.h"
#include "engines/identity/accounts.h"
#include "engines/testing/test_site.h"
#include "foundation/base/id.h"
#include "foundation/crypto/test_cards.h"
#include "foundation/db/testing.h"

namespace {

using Card = crypto::TestCards::Card;

/// A town that trusts one authority, and an officer with its card.
struct Town : TestSite {
    crypto::TestCards authority;
    std::filesystem::path folder = std::filesystem::temp_directory_path() / ("torg-cards-" + std::to_string(new_id()));

    Town() : TestSite({sign_in::area()}, GENERATE(from_range(db::kinds_under_test()))) {
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "ca.pem") << authority.authority();
        tenant().cards = {.authorities = (folder / "ca.pem").string(), .revocations = (folder / "crl.pem").string(), .port = 8443};
        revoke({});
        CHECK(identity::add_account(db(), {.username = "se2321000016-1a2b", .name = "Olle Officer"}));
    }
    ~Town() { std::filesystem::remove_all(folder); }

    void revoke(const std::vector<std::int64_t>& numbers) { std::ofstream(folder / "crl.pem") << authority.revocations(numbers); }
    http::Response show(const std::string& card) {
        http::Request request{.method = http::Method::post, .target = "/personal/kort", .path = "/personal/kort"};
        request.headers.all = {{"origin", "https://exempelby.test:8443"}, {"x-proxy-client-certificate", http::percent_encoded(card)}};
        request.form.all = {{"_csrf", csrf()}, {"till", "/handlaggning"}};
        return send(request);
    }
    std::string refusal(const std::string& card) {
        CHECK(show(card).status == 403);
        CHECK(visitor().kind == Visitor::Kind::nobody);
        CHECK(last_audit()->event == "sign_in.card_refused");
        return last_audit()->detail;
    }
};

}  // namespace

TEST_CASE("a service card signs its holder in, which proves more than a password") {
    Town town;
    CHECK(shows(town.get("/personal/logga-in?till=/x"), "https://exempelby.test:8443/personal/kort?till=%2Fx"));
    CHECK(shows(town.get("/personal/kort"), "Sätt kortet i läsaren"));
    const auto usual = std::exchange(town.tenant().public_address, "https://exempelby.test:444");
    CHECK(shows(town.get("/personal/logga-in"), "https://exempelby.test:8443/personal/kort?till="));
    town.tenant().public_address = usual;
    const auto answer = town.show(town.authority.issue({}));
    CHECK(header_of(answer, "Refresh") == "0; url=https://exempelby.test/handlaggning");
    CHECK(town.visitor().name == "Olle Officer");
    CHECK(town.visitor().proved_at > Timestamp{});
    CHECK(town.last_audit()->event == "sign_in.staff_signed_in");
}

TEST_CASE("a revoked card, a foreign one, one without an account and none at all are refused by name") {
    Town town;
    CHECK(town.refusal(town.authority.issue({.from_days = -9, .until_days = -1})) == "card_expired");
    CHECK(town.refusal(town.authority.issue({.holder = "SE2321000016-9999"})) == "card_unknown");
    CHECK(town.refusal(crypto::TestCards().issue({})) == "card_untrusted");
    CHECK(town.refusal("") == "card_missing");
    CHECK(town.refusal("nonsense") == "card_malformed");
    town.revoke({7});
    CHECK(town.refusal(town.authority.issue({.number = 7})) == "card_revoked");
    CHECK(shows(town.show(town.authority.issue({.number = 7})), "Kortet är spärrat"));
    std::filesystem::remove(town.folder / "crl.pem");
    CHECK(town.refusal(town.authority.issue({})) == "card_revocation_unknown");
}

TEST_CASE("where cards are not in use there is no such page") {
    Town town;
    town.tenant().cards = {};
    CHECK(town.get("/personal/kort").status == 404);
    CHECK(town.show(town.authority.issue({})).status == 404);
    CHECK_FALSE(shows(town.get("/personal/logga-in"), "tjänstekort"));
}
