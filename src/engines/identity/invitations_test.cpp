#include "engines/identity/invitations.h"

#include "engines/identity/fresh_tables_for_tests.h"
#include "engines/identity/sessions.h"

namespace {

const std::string password = "ett långt lösenord";

struct Invited : FreshTables {
    AccountId account = *identity::add_account(*database, {"anna", "Anna Exempel"});
    std::string token = invite();

    std::string invite() {
        return write([&](db::Connection& db) { return identity::invite(db, account); });
    }
    bool opens(const std::string& link) {
        return read([&](db::Connection& db) { return identity::invited(db, link).has_value(); });
    }
    bool accepts(const std::string& link) {
        const auto hash = *identity::hash_of_new_password(password);
        return write([&](db::Connection& db) { return identity::accept_invitation(db, link, hash).has_value(); });
    }
    bool signs_in() { return identity::check_password(*database, "anna", password, "192.0.2.1").has_value(); }
};

}  // namespace

TEST_CASE("the holder of a new account chooses a password by a link that works once") {
    Invited anna;
    CHECK_FALSE(anna.signs_in());
    CHECK(anna.opens(anna.token));
    CHECK(anna.accepts(anna.token));
    CHECK(anna.signs_in());
    CHECK_FALSE(anna.opens(anna.token));
    CHECK_FALSE(anna.accepts(anna.token));
}

TEST_CASE("a link is worth nothing when a newer one is made, when a week has gone, or when the account is shut") {
    Invited anna;
    const auto newer = anna.invite();
    CHECK_FALSE(anna.opens(anna.token));
    CHECK(anna.opens(newer));
    CHECK_FALSE(anna.opens(""));
    SECTION("a week has gone") { set_clock(now() + identity::invitation_lasts); }
    SECTION("the account is shut") {
        anna.write([&](db::Connection& db) {
            auto account = identity::find_account(db, anna.account).value();
            account.active = false;
            return identity::change_account(db, account).has_value();
        });
    }
    CHECK_FALSE(anna.accepts(newer));
}

TEST_CASE("a password that is chosen another way ends the link, and one chosen by the link ends the sessions of who knew the old one") {
    Invited anna;
    const auto sessions = [&] { return anna.read([&](db::Connection& db) { return identity::sessions_of(db, anna.account).size(); }); };
    anna.write([&](db::Connection& db) { identity::sign_in_staff(db, "secret", {}, anna.account, {}, "Firefox"); });
    REQUIRE(sessions() == 1);
    SECTION("another way") {
        const auto hash = *identity::hash_of_new_password(password);
        anna.write([&](db::Connection& db) { CHECK(identity::change_password(db, anna.account, hash)); });
        CHECK_FALSE(anna.opens(anna.token));
    }
    SECTION("by the link") {
        CHECK(anna.accepts(anna.token));
        CHECK(sessions() == 0);
    }
}

TEST_CASE("the first administrator is awaited until that link is used, and no other account is taken for the first") {
    Invited anna;
    CHECK(anna.read(identity::first_invited) == std::nullopt);
    const auto token = anna.write([&](db::Connection& db) { return identity::invite_first(db, anna.account); });
    CHECK(anna.read(identity::first_invited) == anna.account);
    set_clock(now() + 2 * identity::invitation_lasts);
    CHECK(anna.read(identity::first_invited) == anna.account);
    set_clock(now() - 2 * identity::invitation_lasts);
    CHECK(anna.accepts(token));
    CHECK(anna.read(identity::first_invited) == std::nullopt);
    // As when an administrator gives a new link: the operator gets none.
    anna.write([&](db::Connection& db) { CHECK(identity::change_password(db, anna.account, "")); });
    anna.invite();
    CHECK(anna.read(identity::first_invited) == std::nullopt);
}
