#include "engines/identity/passkeys.h"

#include "engines/identity/fresh_tables_for_tests.h"
#include "engines/identity/sessions.h"
#include "foundation/webauthn/test_authenticator.h"

namespace {

const Timestamp noon{1'795'435'200'000'000};
const std::string origin = "https://exempelby.test";
const identity::SessionLimits limits;

std::string why(const Error& error) { return error.fields.at(0).text_key; }

struct Staff : FreshTables {
    AccountId officer, another;
    SessionId session;
    webauthn::TestAuthenticator key;

    Staff() {
        set_clock(noon);
        officer = add("officer");
        another = add("another");
        session = begin(officer);
    }
    AccountId add(std::string username) {
        return write([&](db::Connection& db) { return identity::add_account_with_hash(db, {username, username}, ""); });
    }
    SessionId begin(AccountId of) {
        return write([&](db::Connection& db) { return identity::sign_in_staff(db, test_secret, limits, of, {}, "").session.id; });
    }
    std::string challenge(SessionId in) {
        return write([&](db::Connection& db) { return identity::new_challenge(db, in); });
    }
    Result<std::vector<std::string>> enrol(const webauthn::TestAuthenticator& with, AccountId of, SessionId in, std::string name = "Min") {
        const auto made = with.make(challenge(in));
        return write([&](db::Connection& db) {
            return identity::add_passkey(db, test_secret, origin, in, of,
                                         {name, crypto::base64url(made.client_data), crypto::base64url(made.authenticator_data)});
        });
    }
    identity::PasskeyAnswer answer(std::string_view to, std::string holder = {}) {
        const auto shown = key.show(to);
        return {crypto::base64url(key.id), crypto::base64url(shown.client_data), crypto::base64url(shown.authenticator_data),
                crypto::base64url(shown.signature), std::move(holder)};
    }
    Result<void> check(const identity::PasskeyAnswer& sent, AccountId of, SessionId in) {
        return write([&](db::Connection& db) { return identity::check_passkey(db, test_secret, origin, in, of, sent); });
    }
    std::vector<identity::Passkey> keys(AccountId of) {
        return read([&](db::Connection& db) { return identity::passkeys_of(db, of); });
    }
    identity::Account account(AccountId of) {
        return read([&](db::Connection& db) { return identity::find_account(db, of).value(); });
    }
    Result<void> code(std::string_view typed) { return identity::check_second_step(*database, test_secret, officer, typed, "192.0.2.1"); }
};

}  // namespace

TEST_CASE("a key is added with a name, proves its holder, and says when it was used last") {
    Staff staff;
    CHECK_FALSE(staff.account(staff.officer).has_second_step);
    REQUIRE(staff.enrol(staff.key, staff.officer, staff.session, " Min telefon "));
    CHECK(staff.account(staff.officer).has_second_step);
    CHECK_FALSE(staff.account(staff.officer).has_codes);
    CHECK(staff.keys(staff.officer).at(0).name == "Min telefon");
    CHECK_FALSE(staff.keys(staff.officer).at(0).last_used);
    const auto holder = identity::passkey_holder(test_secret, staff.officer);
    CHECK(staff.check(staff.answer(staff.challenge(staff.session), holder), staff.officer, staff.session));
    CHECK(staff.keys(staff.officer).at(0).last_used.value() >= noon);
}

TEST_CASE("a challenge is answered once, within five minutes, in the session that was given it") {
    Staff staff;
    REQUIRE(staff.enrol(staff.key, staff.officer, staff.session));
    const auto challenge = staff.challenge(staff.session);
    const auto answer = staff.answer(challenge);
    SECTION("not twice") {
        CHECK(staff.check(answer, staff.officer, staff.session));
        CHECK(why(staff.check(answer, staff.officer, staff.session).error()) == "passkey_challenge");
    }
    SECTION("not after a wrong answer") {
        auto wrong = answer;
        wrong.signature = "AAAA";
        CHECK(why(staff.check(wrong, staff.officer, staff.session).error()) == "passkey_signature");
        CHECK(why(staff.check(answer, staff.officer, staff.session).error()) == "passkey_challenge");
    }
    SECTION("not late") {
        set_clock(noon + identity::challenge_lasts + microseconds_a_minute);
        CHECK(why(staff.check(answer, staff.officer, staff.session).error()) == "passkey_challenge");
    }
    SECTION("not elsewhere") {
        const auto other = staff.begin(staff.officer);
        staff.challenge(other);
        CHECK(why(staff.check(answer, staff.officer, other).error()) == "passkey_challenge");
    }
    SECTION("not when a newer one was given") {
        staff.challenge(staff.session);
        CHECK(why(staff.check(answer, staff.officer, staff.session).error()) == "passkey_challenge");
    }
}

TEST_CASE("a key is its holder's alone") {
    Staff staff;
    REQUIRE(staff.enrol(staff.key, staff.officer, staff.session));
    const auto theirs = staff.begin(staff.another);
    CHECK(why(staff.check(staff.answer(staff.challenge(theirs)), staff.another, theirs).error()) == "passkey_unknown");
    CHECK(why(staff.enrol(staff.key, staff.another, theirs).error()) == "passkey_is_there");
    CHECK_FALSE(staff.account(staff.another).has_second_step);
    const auto holder = identity::passkey_holder(test_secret, staff.another);
    CHECK(why(staff.check(staff.answer(staff.challenge(staff.session), holder), staff.officer, staff.session).error()) ==
          "passkey_unknown");
    const auto id = staff.keys(staff.officer).at(0).id;
    CHECK_FALSE(staff.write([&](db::Connection& db) { return identity::remove_passkey(db, staff.another, id); }));
    CHECK(staff.keys(staff.officer).size() == 1);
}

TEST_CASE("a key that knew its holder when it was made must know from then on") {
    Staff staff;
    staff.key.verifies = true;
    REQUIRE(staff.enrol(staff.key, staff.officer, staff.session));
    CHECK(staff.keys(staff.officer).at(0).verifies);
    CHECK(staff.check(staff.answer(staff.challenge(staff.session)), staff.officer, staff.session));
    staff.key.verifies = false;
    CHECK(why(staff.check(staff.answer(staff.challenge(staff.session)), staff.officer, staff.session).error()) == "passkey_not_verified");
}

TEST_CASE("the counter is kept, and one that does not grow stops the key") {
    Staff staff;
    staff.key.counter = 4;
    REQUIRE(staff.enrol(staff.key, staff.officer, staff.session));
    CHECK(staff.check(staff.answer(staff.challenge(staff.session)), staff.officer, staff.session));
    staff.key.counter = 4;
    CHECK(why(staff.check(staff.answer(staff.challenge(staff.session)), staff.officer, staff.session).error()) == "passkey_counter");
    CHECK(staff.check(staff.answer(staff.challenge(staff.session)), staff.officer, staff.session));
}

TEST_CASE("the first second step gives recovery codes, and they go with the last one") {
    Staff staff;
    const auto codes = staff.enrol(staff.key, staff.officer, staff.session).value();
    REQUIRE(codes.size() == 10);
    webauthn::TestAuthenticator second;
    CHECK(staff.enrol(second, staff.officer, staff.session).value().empty());
    CHECK(staff.code(codes.at(0)));
    CHECK_FALSE(staff.code(codes.at(0)));
    const auto remove_one = [&] {
        const auto id = staff.keys(staff.officer).at(0).id;
        staff.write([&](db::Connection& db) { return identity::remove_passkey(db, staff.officer, id); });
    };
    remove_one();
    CHECK(staff.code(codes.at(1)));
    remove_one();
    CHECK_FALSE(staff.account(staff.officer).has_second_step);
    CHECK_FALSE(staff.code(codes.at(2)));
}

TEST_CASE("who stops using codes keeps the recovery codes while there is a key") {
    Staff staff;
    const auto codes = staff.enrol(staff.key, staff.officer, staff.session).value();
    staff.write([&](db::Connection& db) { identity::remove_second_step(db, staff.officer); });
    CHECK(staff.code(codes.at(0)));
    staff.write([&](db::Connection& db) { identity::remove_passkeys(db, staff.officer); });
    CHECK_FALSE(staff.code(codes.at(1)));
}

TEST_CASE("a key has a name that is neither empty nor long, and there are not too many") {
    Staff staff;
    CHECK(why(staff.enrol(staff.key, staff.officer, staff.session, " ").error()) == "passkey_name_is_missing");
    CHECK(why(staff.enrol(staff.key, staff.officer, staff.session, std::string(61, 'x')).error()) == "passkey_name_is_too_long");
    for (std::size_t i = 0; i < identity::most_passkeys; ++i)
        REQUIRE(staff.enrol(webauthn::TestAuthenticator{}, staff.officer, staff.session));
    CHECK(why(staff.enrol(staff.key, staff.officer, staff.session).error()) == "passkey_too_many");
}
