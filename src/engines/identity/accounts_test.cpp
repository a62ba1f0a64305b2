#include "engines/identity/accounts.h"
#include "engines/identity/fresh_tables_for_tests.h"
#include "engines/identity/sessions.h"
#include "engines/identity/throttle.h"
#include "engines/identity/tokens.h"
#include "foundation/crypto/totp.h"

namespace {

const Timestamp noon{1'795'435'200'000'000};
const std::string password = "långt och lätt att minnas";

struct Staff : FreshTables {
    AccountId account;
    Staff() {
        set_clock(noon);
        account = *identity::add_account(*database, {"Officer", "Olle Officer", "o@exempelby.example", password});
    }
    Result<identity::Account> sign_in(std::string_view username, std::string_view typed, std::string_view address = "192.0.2.1") {
        return identity::check_password(*database, username, typed, address);
    }
    Result<void> code(std::string_view typed) { return identity::check_second_step(*database, test_secret, account, typed, "192.0.2.1"); }
};

}  // namespace

TEST_CASE("the right password finds the account, whatever the case of the username") {
    Staff staff;
    REQUIRE(staff.sign_in(" OFFICER ", password));
    CHECK(staff.sign_in("officer", password)->name == "Olle Officer");
}

TEST_CASE("a wrong password and an unknown username are told apart by nothing") {
    Staff staff;
    const auto wrong = staff.sign_in("officer", "fel lösenord, tyvärr"), unknown = staff.sign_in("nobody", password);
    REQUIRE_FALSE(wrong);
    REQUIRE_FALSE(unknown);
    CHECK(wrong.error().fault == unknown.error().fault);
    CHECK(wrong.error().text_key == unknown.error().text_key);
}

TEST_CASE("an unknown username must wait after as many guesses as a known one") {
    Staff staff;
    for (const auto* name : {"officer", "nobody"}) {
        int guesses = 0;
        while (staff.sign_in(name, "gissning som är fel", "198.51.100." + std::to_string(guesses)).error().fault == Fault::sign_in_needed)
            ++guesses;
        CHECK(guesses == identity::with_account.free_failures);
    }
}

TEST_CASE("each failure beyond the free ones doubles the wait, and even the right password waits") {
    Staff staff;
    for (int i = 0; i < identity::with_account.free_failures; ++i) staff.sign_in("officer", "gissning som är fel");
    CHECK(staff.sign_in("officer", password).error().fault == Fault::too_many);
    constexpr int doublings = 6;
    auto wait = identity::with_account.first_wait;
    for (int i = 0; i < doublings; ++i, wait *= 2) {
        set_clock(now() + wait);
        CHECK(staff.sign_in("officer", "gissning som är fel").error().fault == Fault::sign_in_needed);
    }
    set_clock(now() + wait / 2);
    CHECK(staff.sign_in("officer", password).error().fault == Fault::too_many);
    set_clock(now() + wait / 2);
    CHECK(staff.sign_in("officer", password));
}

TEST_CASE("one address that guesses at many accounts must wait, others need not") {
    Staff staff;
    for (int i = 0; i < identity::with_address.free_failures; ++i) staff.sign_in("user" + std::to_string(i), "gissning som är fel");
    CHECK(staff.sign_in("officer", password).error().fault == Fault::too_many);
    CHECK(staff.sign_in("officer", password, "192.0.2.2"));
}

TEST_CASE("a right password forgets the account's failures but not the address's") {
    Staff staff;
    for (int round = 0; round * 4 < identity::with_address.free_failures; ++round) {
        for (int i = 0; i < 4; ++i) staff.sign_in("user" + std::to_string(round), "gissning som är fel");
        staff.sign_in("officer", password);
    }
    CHECK(staff.sign_in("officer", password).error().fault == Fault::too_many);
    CHECK(staff.sign_in("officer", password, "192.0.2.2"));
}

TEST_CASE("an account that has left, a program and an account without password cannot sign in by password") {
    Staff staff;
    CHECK(identity::add_account(*staff.database, {"robot", "Robot", "", password, true}));
    CHECK(identity::add_account(*staff.database, {"sso", "Single Sign-On"}));
    CHECK_FALSE(staff.sign_in("robot", password));
    CHECK_FALSE(staff.sign_in("sso", ""));
    staff.write([&](db::Connection& db) {
        auto account = *identity::find_account(db, staff.account);
        account.active = false;
        CHECK(identity::change_account(db, account));
    });
    CHECK_FALSE(staff.sign_in("officer", password));
}

TEST_CASE("a password needs twelve characters as a reader counts them") {
    Staff staff;
    CHECK(identity::add_account(*staff.database, {"new", "New", "", "ååååååååååå"}).error().fields.at(0).field == "password");
    CHECK(identity::add_account(*staff.database, {"new", "New", "", "åååååååååååå"}));
}

TEST_CASE("a password has 128 characters at most, and no byte of them is lost") {
    Staff staff;
    const std::string longest = [] {
        std::string text;
        for (int i = 0; i < 128; ++i) text += "å";
        return text;
    }();
    CHECK(identity::hash_of_new_password(longest + "å").error().fields.front().text_key == "password_is_too_long");
    const auto account = *identity::add_account(*staff.database, {"ake", "Åke", "", longest});
    CHECK(staff.sign_in("ake", longest)->id == account);
    CHECK_FALSE(staff.sign_in("ake", longest.substr(0, longest.size() - 2)));
}

TEST_CASE("a username is taken once") {
    Staff staff;
    CHECK(identity::add_account(*staff.database, {"officer", "Another", "", password}).error().fields.at(0).field == "username");
}

TEST_CASE("the second step counts only when it is confirmed, and each code works once") {
    Staff staff;
    const auto secret = staff.write([&](db::Connection& db) { return identity::begin_second_step(db, test_secret, staff.account); });
    CHECK_FALSE(staff.sign_in("officer", password)->has_second_step);
    staff.write([&](db::Connection& db) { CHECK_FALSE(identity::confirm_second_step(db, test_secret, staff.account, "000000")); });
    const auto first = crypto::totp_code(secret, now());
    staff.write([&](db::Connection& db) { CHECK(identity::confirm_second_step(db, test_secret, staff.account, first)); });
    CHECK(staff.sign_in("officer", password)->has_second_step);
    CHECK_FALSE(staff.code(first));
    set_clock(noon + microseconds_a_minute);
    const auto later = crypto::totp_code(secret, now());
    CHECK(staff.code(later));
    CHECK_FALSE(staff.code(later));
}

TEST_CASE("a recovery code stands in for the telephone, once") {
    Staff staff;
    const auto codes = staff.write([&](db::Connection& db) {
        const auto secret = identity::begin_second_step(db, test_secret, staff.account);
        return *identity::confirm_second_step(db, test_secret, staff.account, crypto::totp_code(secret, now()));
    });
    REQUIRE(codes.size() == 10);
    CHECK(staff.code(codes[3]));
    CHECK_FALSE(staff.code(codes[3]));
}

TEST_CASE("guesses at the code wait as guesses at the password do") {
    Staff staff;
    staff.write([&](db::Connection& db) {
        const auto secret = identity::begin_second_step(db, test_secret, staff.account);
        CHECK(identity::confirm_second_step(db, test_secret, staff.account, crypto::totp_code(secret, now())));
    });
    for (int i = 0; i < identity::with_account.free_failures; ++i) CHECK(staff.code("000000").error().fault == Fault::invalid);
    CHECK(staff.code("000000").error().fault == Fault::too_many);
}

TEST_CASE("a second step in use is not replaced by someone who begins anew") {
    Staff staff;
    const auto secret = staff.write([&](db::Connection& db) { return identity::begin_second_step(db, test_secret, staff.account); });
    staff.write([&](db::Connection& db) {
        CHECK(identity::confirm_second_step(db, test_secret, staff.account, crypto::totp_code(secret, now())));
        CHECK(identity::begin_second_step(db, test_secret, staff.account).empty());
    });
    set_clock(noon + microseconds_a_minute);
    CHECK(staff.code(crypto::totp_code(secret, now())));
}

TEST_CASE("a token opens the API until it ends or is revoked, and is not stored readable") {
    Staff staff;
    const auto token = staff.write(
        [&](db::Connection& db) { return identity::create_token(db, staff.account, "statistik", noon + microseconds_an_hour); });
    CHECK(token.starts_with("torg_"));
    const auto find = [&](std::string_view text) { return staff.read([&](db::Connection& db) { return identity::find_token(db, text); }); };
    REQUIRE(find(token));
    CHECK(find(token)->account == staff.account);
    CHECK_FALSE(find(token + "x"));
    CHECK(staff.read(
              [&](db::Connection& db) { return db.number("SELECT count(*) AS n FROM identity_token WHERE token_hash = ?", token); }) == 0);
    set_clock(noon + microseconds_an_hour);
    CHECK_FALSE(find(token));
    set_clock(noon);
    staff.write(
        [&](db::Connection& db) { CHECK(identity::revoke_token(db, staff.account, identity::tokens_of(db, staff.account).at(0).id)); });
    CHECK_FALSE(find(token));
}
