#include "engines/identity/invitations.h"

#include "engines/identity/fresh_tables_for_tests.h"

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

TEST_CASE("the first administrator is awaited until somebody has a password") {
    Invited anna;
    CHECK(anna.read(identity::first_invited) == anna.account);
    set_clock(now() + 2 * identity::invitation_lasts);
    CHECK(anna.read(identity::first_invited) == anna.account);
    CHECK(identity::add_account(*anna.database, {"bo", "Bo Exempel", "", password}));
    CHECK(anna.read(identity::first_invited) == std::nullopt);
}
