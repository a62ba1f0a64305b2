/// Who can make a new API key is told before the old one ends.
#include "areas/administration/ending_tokens.h"

#include <catch2/catch.hpp>

#include "areas/administration/area.h"
#include "areas/administration/rights.h"
#include "engines/identity/accounts.h"
#include "engines/identity/tokens.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/mail/mail.h"

namespace administration {
namespace {

constexpr std::int64_t day = 24 * microseconds_an_hour;

struct Town : TestSite {
    std::vector<mail::Message> mails;
    AccountId admin = sign_in_staff("admin", {may_manage});
    AccountId partner = *identity::add_account(db(), {.username = "partner", .name = "Partnern", .program = true});

    Town() : TestSite({area()}, GENERATE(from_range(db::kinds_under_test()))) {
        tenant().send_mail = [this](const mail::Message& message) -> Result<void> {
            mails.push_back(message);
            return {};
        };
        db().write([&](db::Connection& db) {
            auto account = identity::find_account(db, admin).value();
            account.email = "admin@exempelby.example";
            REQUIRE(identity::change_account(db, account));
        });
    }
    ~Town() { use_machine_clock(); }
    void make_key(AccountId holder, std::optional<Timestamp> ends_at) {
        db().write([&](db::Connection& db) { identity::create_token(db, holder, "Nyckeln", ends_at); });
    }
    void look() {
        db().write([](db::Connection& db) { jobs::enqueue(db, "administration.look_for_ending_tokens", "", now()); });
        run_jobs();
    }
};

}  // namespace

TEST_CASE("administrators are told once, two weeks before a program's key ends, where to make a new one") {
    Town town;
    town.make_key(town.partner, now() + 30 * day);
    town.look();
    CHECK(town.mails.empty());
    set_clock(now() + 17 * day);
    town.look();
    REQUIRE(town.mails.size() == 1);
    CHECK(town.mails.front().to == "admin@exempelby.example");
    CHECK(town.mails.front().text.find("API-nyckeln ”Nyckeln” för Partnern gäller till och med") != std::string::npos);
    CHECK(town.mails.front().text.find("/administration/anvandare/" + std::to_string(town.partner.value) + "/api-nycklar") !=
          std::string::npos);
    CHECK(town.last_audit()->event == "administration.token_ends_soon");
    set_clock(now() + 2 * day);
    town.look();
    CHECK(town.mails.size() == 1);
}

TEST_CASE("nobody is told of a key without end, one that was made for a short time, one that has ended or one of a closed account") {
    Town town;
    town.make_key(town.partner, std::nullopt);
    town.make_key(town.partner, now() + 13 * day);
    town.look();
    CHECK(town.mails.empty());
    town.make_key(town.partner, now() + 20 * day);
    set_clock(now() + 21 * day);
    town.look();
    CHECK(town.mails.empty());
    town.make_key(town.partner, now() + 20 * day);
    town.db().write([&](db::Connection& db) { return identity::change_account(db, {.id = town.partner, .name = "P", .active = false}); });
    set_clock(now() + 10 * day);
    town.look();
    CHECK(town.mails.empty());
    // One's own key is one's own to renew.
    town.make_key(town.admin, now() + 20 * day);
    set_clock(now() + 10 * day);
    town.look();
    REQUIRE(town.mails.size() == 1);
    CHECK(town.mails.front().text.find("exempelby.test/administration/api-nycklar") != std::string::npos);
}

}  // namespace administration
