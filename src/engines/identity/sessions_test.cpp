#include "engines/identity/sessions.h"
#include "engines/identity/accounts.h"
#include "engines/identity/fresh_tables_for_tests.h"
#include "engines/identity/people.h"

namespace {

const Timestamp noon{1'795'435'200'000'000};
const identity::SessionLimits limits;
constexpr auto minute = microseconds_a_minute;  // the clock goes on while a test runs

struct Browsers : FreshTables {
    AccountId account = write([](db::Connection& db) { return identity::add_account_with_hash(db, {"officer", "Olle Officer"}, ""); });
    Browsers() { set_clock(noon); }
    identity::OpenedSession open(SessionId old = {}) {
        return write([&](db::Connection& db) {
            return identity::sign_in_staff(db, test_secret, limits, account, old, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
        });
    }
    std::optional<identity::Session> find(std::string_view token) {
        return read([&](db::Connection& db) { return identity::find_session(db, test_secret, limits, token); });
    }
};

http::Request request_with(std::string name, std::string value) {
    http::Request request;
    request.headers.all.emplace_back(std::move(name), std::move(value));
    return request;
}

}  // namespace

TEST_CASE("a session ends when it has been idle, and lives on when it is used") {
    Browsers browsers;
    const auto opened = browsers.open();
    CHECK(browsers.find(opened.token)->account == browsers.account);
    set_clock(noon + limits.staff_idle - minute);
    REQUIRE(browsers.find(opened.token));
    browsers.write([&](db::Connection& db) { identity::touch_session(db, opened.session.id); });
    set_clock(noon + limits.staff_idle + minute);
    CHECK(browsers.find(opened.token));
    set_clock(noon + 2 * limits.staff_idle);
    CHECK_FALSE(browsers.find(opened.token));
}

TEST_CASE("a session ends after the absolute time however much it is used") {
    Browsers browsers;
    const auto opened = browsers.open();
    set_clock(noon + limits.absolute - minute);
    browsers.write([&](db::Connection& db) { identity::touch_session(db, opened.session.id); });
    CHECK(browsers.find(opened.token));
    set_clock(noon + limits.absolute + minute);
    CHECK_FALSE(browsers.find(opened.token));
    CHECK(browsers.write([](db::Connection& db) { return identity::remove_ended_sessions(db, limits); }) == 1);
}

TEST_CASE("signing in gives a new token, ends the old one and keeps what was in hand") {
    Browsers browsers;
    const auto before = browsers.write([](db::Connection& db) {
        auto opened = identity::open_session(db, test_secret, limits, Visitor::Kind::nobody, {}, {}, "");
        identity::set_session_data(db, opened.session.id, R"({"draft":7})");
        return opened;
    });
    const auto after = browsers.open(before.session.id);
    CHECK(after.token != before.token);
    CHECK_FALSE(browsers.find(before.token));
    CHECK(browsers.find(after.token)->data == R"({"draft":7})");
}

TEST_CASE("what somebody had in hand who forgot to sign out does not come along to who signs in next") {
    Browsers browsers;
    const auto before = browsers.open();
    browsers.write([&](db::Connection& db) { identity::set_session_data(db, before.session.id, R"({"draft":7})"); });
    CHECK(browsers.find(browsers.open(before.session.id).token)->data.empty());
}

TEST_CASE("the token is stored as a hash only") {
    Browsers browsers;
    const auto opened = browsers.open();
    CHECK(browsers.read([&](db::Connection& db) {
        return db.number("SELECT count(*) AS n FROM identity_session WHERE token_hash = ?", opened.token);
    }) == 0);
}

TEST_CASE("other sessions are listed by device and can be ended, this one stays") {
    Browsers browsers;
    const auto here = browsers.open(), there = browsers.open();
    CHECK(browsers.read([&](db::Connection& db) { return identity::sessions_of(db, browsers.account); }).at(0).device == "Firefox, Linux");
    browsers.write([&](db::Connection& db) { identity::end_sessions_of(db, browsers.account, here.session.id); });
    CHECK(browsers.find(here.token));
    CHECK_FALSE(browsers.find(there.token));
}

TEST_CASE("an account that is made inactive is signed out everywhere") {
    Browsers browsers;
    const auto opened = browsers.open();
    browsers.write([&](db::Connection& db) {
        auto account = *identity::find_account(db, browsers.account);
        account.active = false;
        CHECK(identity::change_account(db, account));
    });
    CHECK_FALSE(browsers.find(opened.token));
}

TEST_CASE("the CSRF token belongs to one session and one installation") {
    CHECK(identity::csrf_of(test_secret, "a") == identity::csrf_of(test_secret, "a"));
    CHECK(identity::csrf_of(test_secret, "a") != identity::csrf_of(test_secret, "b"));
    CHECK(identity::csrf_of(test_secret, "a") != identity::csrf_of("another installation's secret...", "a"));
    Visitor visitor;
    CHECK_FALSE(identity::csrf_matches(visitor, ""));
    visitor.csrf = "x";
    CHECK(identity::csrf_matches(visitor, "x"));
    CHECK_FALSE(identity::csrf_matches(visitor, "y"));
}

TEST_CASE("the code is awaited for five minutes") {
    Browsers browsers;
    const auto id = browsers.write([&](db::Connection& db) {
        const auto opened = identity::open_session(db, test_secret, limits, Visitor::Kind::nobody, {}, {}, "");
        identity::await_second_step(db, opened.session.id, browsers.account);
        return opened.session.id;
    });
    const auto awaited = [&] { return browsers.read([&](db::Connection& db) { return identity::awaits_second_step(db, id); }); };
    CHECK(awaited() == browsers.account);
    set_clock(noon + 6 * minute);
    CHECK_FALSE(awaited());
}

TEST_CASE("cookies are out of reach for scripts, and bound to the host over TLS") {
    CHECK(identity::session_cookie("t", false) == "torg_session=t; Path=/; HttpOnly; SameSite=Lax");
    CHECK(identity::session_cookie("t", true) == "__Host-torg_session=t; Path=/; HttpOnly; SameSite=Lax; Secure");
}

TEST_CASE("over TLS a cookie without the host prefix is not believed") {
    http::Request request;
    request.cookies.all = {{"torg_session", "planted"}};
    CHECK(identity::session_token(request) == "planted");
    request.secure = true;
    CHECK(identity::session_token(request).empty());
}

TEST_CASE("the language follows the address, then the cookie, then the browser, then is Swedish") {
    CHECK(identity::language_of({}, {}) == Language::sv);
    CHECK(identity::language_of(request_with("accept-language", "de, en-GB;q=0.8, sv;q=0.5"), {}) == Language::en);
    CHECK(identity::language_of(request_with("accept-language", "en;q=0.5, sv"), {}) == Language::sv);
    CHECK(identity::language_of(request_with("accept-language", "e"), {}) == Language::sv);
    auto request = request_with("accept-language", "sv");
    request.cookies.all = {{"torg_sprak", "en"}};
    CHECK(identity::language_of(request, {}) == Language::en);
    request.query.all = {{"sprak", "sv"}};
    CHECK(identity::language_of(request, {}) == Language::sv);
}

TEST_CASE("a further language is read where the municipality offers it") {
    const std::vector finnish{Language::fi};
    CHECK(identity::language_of(request_with("accept-language", "ar, fi;q=0.8, en;q=0.5"), finnish) == Language::fi);
    CHECK(identity::language_of(request_with("accept-language", "ar, fi;q=0.8, en;q=0.5"), {}) == Language::en);
    auto request = request_with("accept-language", "sv");
    request.cookies.all = {{"torg_sprak", "ar"}};
    CHECK(identity::language_of(request, {Language::ar}) == Language::ar);
    CHECK(identity::language_of(request, finnish) == Language::sv);
}
