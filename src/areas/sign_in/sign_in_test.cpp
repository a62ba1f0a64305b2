#include <catch2/catch.hpp>

#include "areas/sign_in/area.h"
#include "areas/sign_in/return_address.h"
#include "engines/identity/accounts.h"
#include "engines/identity/sessions.h"
#include "engines/testing/test_site.h"
#include "foundation/crypto/totp.h"
#include "foundation/db/testing.h"
#include "foundation/mail/mail.h"

namespace {

const std::string password = "långt och lätt att minnas";

struct Town : TestSite {
    Town() : TestSite({sign_in::area()}, GENERATE(from_range(db::kinds_under_test()))) {}
    ~Town() { use_machine_clock(); }

    AccountId add_officer() { return *identity::add_account(db(), {"officer", "Olle Officer", "", password}); }
    http::Response type_password(std::string_view typed, std::string till = "/arenden") {
        return post("/personal/logga-in", {{"username", "officer"}, {"password", std::string(typed)}, {"till", std::move(till)}});
    }
    /// The state that the simulated e-identification was given.
    std::string begin(std::string till) {
        const auto answer = post("/logga-in/borja", {{"val", "simulated"}, {"till", std::move(till)}});
        http::Fields query = *http::parse_urlencoded(header_of(answer, "Location").substr(header_of(answer, "Location").find('?') + 1));
        return std::string(query.get("state"));
    }
    std::string add_second_step(AccountId account) {
        return db().write([&](db::Connection& connection) {
            const auto secret = identity::begin_second_step(connection, tenant().secret, account);
            CHECK(identity::confirm_second_step(connection, tenant().secret, account, crypto::totp_code(secret, now())));
            return secret;
        });
    }
};

}  // namespace

TEST_CASE("a resident signs in and comes back to the page that asked") {
    Town town;
    CHECK(shows(town.get("/logga-in?till=/mina-sidor"), R"(value="/mina-sidor")"));
    const auto state = town.begin("/mina-sidor");
    CHECK(shows(town.get("/logga-in/simulerad?state=" + state), "Alva Exempel"));
    const auto answer = town.post("/logga-in/klar/simulated", {{"state", state}, {"personnummer", "189001019802"}});
    CHECK(header_of(answer, "Location") == "/mina-sidor");
    CHECK(town.visitor().is_resident());
    CHECK(town.visitor().name == "Alva Exempel");
    CHECK(town.last_audit()->event == "sign_in.resident_signed_in");
}

TEST_CASE("a state from another browser signs nobody in") {
    Town town;
    const auto state = town.begin("/mina-sidor");
    town.sign_out();
    CHECK(town.post("/logga-in/klar/simulated", {{"state", state}, {"personnummer", "189001019802"}}).status == 403);
    CHECK(town.visitor().kind == Visitor::Kind::nobody);
}

TEST_CASE("the return address in the state cannot be changed or lead away") {
    Visitor visitor;
    visitor.csrf = "secret of this browser";
    const auto state = sign_in::state_for(visitor, "/mina-sidor");
    CHECK(sign_in::return_address_in(visitor, state) == "/mina-sidor");
    CHECK_FALSE(sign_in::return_address_in(visitor, state.substr(0, state.find('.')) + ".L2FubmF0"));
    CHECK(sign_in::return_address_in(visitor, sign_in::state_for(visitor, "//evil.example")) == "/");
    CHECK_FALSE(sign_in::return_address_in({}, sign_in::state_for({}, "/")));
}

TEST_CASE("a wrong personal number is shown with what to do, and nothing typed is lost") {
    Town town;
    const auto answer =
        town.post("/logga-in/klar/simulated", {{"state", town.begin("/")}, {"personnummer", "189001019803"}, {"namn", "Kim"}});
    CHECK(answer.status == 422);
    CHECK(shows(answer, "Skriv ett personnummer med rätt kontrollsiffra"));
    CHECK(shows(answer, R"(value="Kim")"));
}

TEST_CASE("outside the demo there is no simulated e-identification") {
    Town town;
    const auto state = town.begin("/");
    town.tenant().is_demo = false;
    town.tenant().e_identifications.clear();
    CHECK(town.get("/logga-in/simulerad").status == 404);
    CHECK(town.post("/logga-in/klar/simulated", {{"state", state}, {"personnummer", "189001019802"}}).status == 404);
    CHECK(town.post("/logga-in/borja", {{"val", "simulated"}}).status == 404);
}

TEST_CASE("staff sign in with username and password and come back to the page that asked") {
    Town town;
    town.add_officer();
    const auto answer = town.type_password(password);
    CHECK(header_of(answer, "Location") == "/arenden");
    CHECK(town.visitor().name == "Olle Officer");
    CHECK(town.last_audit()->event == "sign_in.staff_signed_in");
}

TEST_CASE("a return address on another host is not followed") {
    Town town;
    town.add_officer();
    CHECK(header_of(town.type_password(password, "//evil.example"), "Location") == "/");
}

TEST_CASE("a wrong password is told without saying what was wrong, is logged, and the password is not sent back") {
    Town town;
    const auto account = town.add_officer();
    const auto answer = town.type_password("fel lösenord, tyvärr");
    CHECK(answer.status == 422);
    CHECK(shows(answer, "Kontrollera användarnamn och lösenord"));
    CHECK(shows(answer, R"(value="officer")"));
    CHECK_FALSE(shows(answer, "tyvärr"));
    CHECK(town.last_audit()->event == "sign_in.sign_in_failed");
    CHECK(town.last_audit()->subject == account.value);
    CHECK(town.visitor().kind == Visitor::Kind::nobody);
}

TEST_CASE("nobody learns from the answer which usernames there are, not even when guesses must wait") {
    Town town;
    town.add_officer();
    const auto try_as = [&](const std::string& username) {
        auto answer = town.post("/personal/logga-in", {{"username", username}, {"password", "fel lösenord, tyvärr"}});
        // What was typed is on the page; everything else must be the same.
        for (auto at = answer.body.find(username); at != answer.body.npos; at = answer.body.find(username))
            answer.body.replace(at, username.size(), "…");
        return std::pair(answer.status, answer.body);
    };
    for (int guess = 0; guess < 8; ++guess) CHECK(try_as("officer") == try_as("nobodyx"));
    CHECK(try_as("officer").first == 429);
}

TEST_CASE("too many guesses must wait") {
    Town town;
    town.add_officer();
    int status = 422;
    for (int i = 0; i < 20 && status == 422; ++i) status = town.type_password("fel lösenord, tyvärr").status;
    CHECK(status == 429);
}

TEST_CASE("with a second step the password alone does not sign in") {
    Town town;
    const auto secret = town.add_second_step(town.add_officer());
    CHECK(header_of(town.type_password(password), "Location") == "/personal/kod?till=%2Farenden");
    CHECK(town.visitor().kind == Visitor::Kind::nobody);
    CHECK(shows(town.get("/personal/kod?till=/arenden"), "Skriv din kod"));
    CHECK(town.post("/personal/kod", {{"kod", "000000"}, {"till", "/arenden"}}).status == 422);
    set_clock(now() + microseconds_a_minute);
    const auto answer = town.post("/personal/kod", {{"kod", crypto::totp_code(secret, now())}, {"till", "/arenden"}});
    CHECK(header_of(answer, "Location") == "/arenden");
    CHECK(town.visitor().is_staff());
}

TEST_CASE("a code proves anew that it is the holder, and a password alone never does") {
    Town town;
    const auto account = town.add_officer();
    town.type_password(password);
    CHECK(town.visitor().proved_at == Timestamp{});
    CHECK(header_of(town.get("/personal/bekrafta?till=/handlaggning"), "Location") == "/personal/tva-steg?till=%2Fhandlaggning");
    CHECK(shows(town.get("/personal/tva-steg?till=/handlaggning"), "kräver mer än ett lösenord"));
    CHECK(shows(town.post("/personal/bekrafta", {{"kod", "000000"}}), "Ditt konto har bara ett lösenord"));
    CHECK(town.post("/personal/bekrafta", {{"val", "ingen"}}).status == 404);
    const auto secret = town.add_second_step(account);
    CHECK(town.post("/personal/bekrafta", {{"kod", "000000"}, {"till", "/handlaggning"}}).status == 422);
    set_clock(now() + microseconds_a_minute);
    const auto answer = town.post("/personal/bekrafta", {{"kod", crypto::totp_code(secret, now())}, {"till", "/handlaggning"}});
    CHECK(header_of(answer, "Location") == "/handlaggning");
    CHECK(town.visitor().proved_at > now() - microseconds_a_minute);
    CHECK(town.last_audit()->event == "sign_in.proved_anew");
}

TEST_CASE("without a password first the code is not even asked for") {
    Town town;
    CHECK(town.get("/personal/kod").status == 303);
    CHECK(header_of(town.post("/personal/kod", {{"kod", "000000"}}), "Location").starts_with("/personal/logga-in"));
}

TEST_CASE("signing in changes the session's token") {
    Town town;
    town.add_officer();
    const auto before = town.csrf();
    town.type_password(password);
    CHECK(town.csrf() != before);
}

TEST_CASE("signing out ends the session in the database too") {
    Town town;
    const auto account = town.add_officer();
    town.type_password(password);
    const auto answer = town.post("/logga-ut");
    CHECK(header_of(answer, "Location") == "/");
    CHECK(header_of(answer, "Set-Cookie").find("Max-Age=0") != std::string::npos);
    CHECK(town.db().read([&](db::Connection& db) { return identity::sessions_of(db, account); }).empty());
}

TEST_CASE("a member of staff sees the own sessions and ends another, never someone else's") {
    Town town;
    const auto account = town.sign_in_staff("officer", {});
    town.sign_in_staff("other", {});
    const auto foreign = town.visitor().session;
    town.sign_in_staff("officer", {});
    CHECK(shows(town.get("/personal/sessioner"), "Firefox, Linux"));
    const auto own = [&] { return town.db().read([&](db::Connection& db) { return identity::sessions_of(db, account); }); };
    REQUIRE(own().size() == 2);
    CHECK(town.post("/personal/sessioner/" + std::to_string(foreign.value) + "/avsluta").status == 404);
    CHECK(town.post("/personal/sessioner/andra/avsluta").status == 303);
    CHECK(own().size() == 1);
    CHECK(town.visitor().is_staff());
}

TEST_CASE("a resident sees where the own sign-ins are and ends another, never someone else's") {
    Town town;
    const auto alva = town.sign_in_new_resident("Alva Exempel");
    town.sign_in_new_resident("Björn Åkerlund");
    const auto foreign = town.visitor().session;
    town.sign_in_resident(alva);
    CHECK(shows(town.get("/mina-sidor/inloggningar"), "Firefox, Linux"));
    CHECK_FALSE(shows(town.get("/mina-sidor/inloggningar"), "/personal/losenord"));
    const auto own = [&] { return town.db().read([&](db::Connection& db) { return identity::sessions_of(db, alva); }); };
    REQUIRE(own().size() == 2);
    CHECK(town.post("/mina-sidor/inloggningar/" + std::to_string(foreign.value) + "/avsluta").status == 404);
    CHECK(town.post("/mina-sidor/inloggningar/" + std::to_string(own().back().id.value) + "/avsluta").status == 303);
    CHECK(own().size() == 1);
    CHECK(town.last_audit()->event == "sign_in.session_ended");
    CHECK(town.last_audit()->subject_kind == "person");
    town.sign_in_resident(alva);
    CHECK(town.post("/mina-sidor/inloggningar/andra/avsluta").status == 303);
    CHECK(own().size() == 1);
    CHECK(town.visitor().is_resident());
}

TEST_CASE("who has not signed in lately signs in again before other sign-ins are ended") {
    Town town;
    const auto sessions_of = [&](auto whose) {
        return town.db().read([&](db::Connection& db) { return identity::sessions_of(db, whose).size(); });
    };
    SECTION("staff") {
        const auto account = town.add_officer();
        town.type_password(password);
        town.sign_out();
        town.type_password(password);
        set_clock(now() + 11 * microseconds_a_minute);
        const auto page = town.get("/personal/sessioner");
        CHECK(shows(page, "/personal/logga-in?igen=1"));
        CHECK_FALSE(shows(page, "/avsluta"));
        CHECK(town.post("/personal/sessioner/andra/avsluta").status == 303);
        CHECK(sessions_of(account) == 2);
        CHECK(town.last_audit()->event == "sign_in.staff_signed_in");
        CHECK(shows(town.get("/personal/logga-in?igen=1&till=/personal/sessioner"), "Lösenord"));
        CHECK(header_of(town.type_password(password, "/personal/sessioner"), "Location") == "/personal/sessioner");
        CHECK(shows(town.get("/personal/sessioner"), "andra/avsluta"));
        town.post("/personal/sessioner/andra/avsluta");
        CHECK(sessions_of(account) == 1);
    }
    SECTION("residents") {
        const auto alva = town.sign_in_new_resident("Alva Exempel");
        const auto first = town.visitor().session;
        town.sign_in_resident(alva);
        set_clock(now() + 11 * microseconds_a_minute);
        CHECK(shows(town.get("/mina-sidor/inloggningar"), "/logga-in?igen=1"));
        town.post("/mina-sidor/inloggningar/" + std::to_string(first.value) + "/avsluta");
        CHECK(sessions_of(alva) == 2);
        CHECK(shows(town.get("/logga-in?igen=1"), "Logga in med e-legitimation"));
        CHECK(town.get("/logga-in").status == 303);
    }
    SECTION("a fresh proof will do") {
        const auto account = town.add_officer();
        const auto secret = town.add_second_step(account);
        town.sign_in_account(account);
        town.sign_in_account(account);
        set_clock(now() + 11 * microseconds_a_minute);
        town.post("/personal/sessioner/andra/avsluta");
        CHECK(sessions_of(account) == 2);
        town.post("/personal/bekrafta", {{"kod", crypto::totp_code(secret, now())}});
        town.post("/personal/sessioner/andra/avsluta");
        CHECK(sessions_of(account) == 1);
    }
}

TEST_CASE("staff change their password with the one they have, and are signed out everywhere else") {
    Town town;
    const auto account = town.add_officer();
    town.type_password(password);
    const auto elsewhere = town.session();
    town.sign_out();
    town.type_password(password);
    const auto change = [&](std::string now_is, std::string wanted) {
        return town.post("/personal/losenord", {{"password", std::move(now_is)}, {"password_new", std::move(wanted)}});
    };
    const std::string longer = "ännu längre och lätt att minnas";
    CHECK(shows(town.get("/personal/losenord"), R"(data-words="för kort|godtagbart|bra|starkt")"));
    CHECK(shows(change("inte rätt lösenord", longer), "Lösenordet stämmer inte"));
    CHECK(shows(change(password, "kort"), "minst 12 tecken"));
    CHECK(shows(change(password, std::string(129, 'a')), "högst 128 tecken"));
    CHECK(shows(change(password, "password1234"), "ett av dem som gissas först"));
    CHECK(shows(change(password, "Exempelby2026"), "inte är gjort av ditt eller kommunens namn"));
    CHECK(shows(change(password, "officer-officer-1"), "inte är gjort av ditt eller kommunens namn"));
    const auto before = town.session();
    const auto changed = change(password, longer);
    CHECK(header_of(changed, "Location") == "/personal/sessioner");
    CHECK(shows(town.follow(changed), "Det är starkt"));
    CHECK_FALSE(shows(town.follow(changed), "Det är starkt"));
    CHECK(town.last_audit()->event == "sign_in.password_changed");
    CHECK(town.session() != before);
    CHECK(town.visitor().is_staff());
    CHECK(town.db().read([&](db::Connection& db) { return identity::sessions_of(db, account).size(); }) == 1);
    town.use_session(elsewhere);
    CHECK_FALSE(town.visitor().is_staff());
    CHECK(town.type_password(password).status == 422);
    CHECK(town.type_password(longer).status == 303);
}

TEST_CASE("the second step is added with a code from the app and taken away with another") {
    Town town;
    const auto account = town.sign_in_staff("officer", {});
    CHECK(shows(town.get("/personal/tva-steg"), "Kom igång"));
    const auto begun = town.follow(town.post("/personal/tva-steg/borja"));
    CHECK(shows(begun, "<svg role=\"img\""));
    const auto secret =
        town.db().read([&](db::Connection& db) { return *identity::waiting_second_step(db, town.tenant().secret, account); });
    CHECK(town.post("/personal/tva-steg/bekrafta", {{"kod", "000000"}}).status == 422);
    CHECK(shows(town.post("/personal/tva-steg/bekrafta", {{"kod", crypto::totp_code(secret, now())}}), "Spara dina reservkoder"));
    CHECK(town.last_audit()->event == "sign_in.second_step_added");
    CHECK(town.post("/personal/tva-steg/ta-bort", {{"kod", "000000"}}).status == 422);
    CHECK(town.visitor().proved_at > Timestamp{});
    set_clock(now() + microseconds_a_minute);
    CHECK(town.post("/personal/tva-steg/ta-bort", {{"kod", crypto::totp_code(secret, now())}}).status == 303);
    CHECK(town.visitor().proved_at == Timestamp{});
    CHECK_FALSE(town.db().read([&](db::Connection& db) { return identity::find_account(db, account)->has_second_step; }));
}

TEST_CASE("who was on the way somewhere comes there when the second step is set up") {
    Town town;
    const auto account = town.sign_in_staff("officer", {});
    CHECK(header_of(town.post("/personal/tva-steg/borja", {{"till", "/arenden"}}), "Location") == "/personal/tva-steg?till=%2Farenden");
    const auto secret =
        town.db().read([&](db::Connection& db) { return *identity::waiting_second_step(db, town.tenant().secret, account); });
    CHECK(shows(town.post("/personal/tva-steg/bekrafta", {{"kod", "000000"}, {"till", "/arenden"}}), R"(value="/arenden")"));
    const auto codes = town.post("/personal/tva-steg/bekrafta", {{"kod", crypto::totp_code(secret, now())}, {"till", "/arenden"}});
    CHECK(shows(codes, R"(href="/arenden")"));
}

namespace {

/// What the officer's mailbox has got.
struct Mailbox : Town {
    std::vector<mail::Message> letters{};
    AccountId account = *identity::add_account(db(), {"officer", "Olle Officer", "officer@exempelby.test", password});

    Mailbox() {
        tenant().send_mail = [this](const mail::Message& message) -> Result<void> {
            letters.push_back(message);
            return {};
        };
    }
    void sign_in_with_another_browser() {
        http::Request request{.method = http::Method::post, .target = "/personal/logga-in", .path = "/personal/logga-in"};
        request.headers.all.emplace_back("origin", "http://exempelby.test");
        request.cookies.all.emplace_back("torg_enhet", "another browser's token");
        request.form.all = {{"username", "officer"}, {"password", password}, {"_csrf", csrf()}};
        CHECK(send(std::move(request)).status == 303);
    }
    std::string last_letter() {
        run_jobs();
        return letters.empty() ? "" : letters.back().text;
    }
};

}  // namespace

TEST_CASE("the holder is told by e-mail when the password is changed, in both languages and without saying anything secret") {
    Mailbox town;
    town.type_password(password);
    town.post("/personal/losenord", {{"password", password}, {"password_new", "ännu längre och lätt att minnas"}});
    const auto letter = town.last_letter();
    CHECK(letter.find("Ett nytt lösenord valdes för kontot officer hos Exempelby") != std::string::npos);
    CHECK(letter.find("A new password was chosen for the account officer") != std::string::npos);
    CHECK(letter.find("https://exempelby.test/personal/sessioner") != std::string::npos);
    CHECK(letter.find("minnas") == std::string::npos);
    CHECK(town.letters.size() == 1);
    CHECK(town.letters.front().to == "officer@exempelby.test");
}

TEST_CASE("the holder is told when the second step comes and goes") {
    Mailbox town;
    town.type_password(password);
    town.post("/personal/tva-steg/borja");
    const auto secret =
        town.db().read([&](db::Connection& db) { return *identity::waiting_second_step(db, town.tenant().secret, town.account); });
    town.post("/personal/tva-steg/bekrafta", {{"kod", crypto::totp_code(secret, now())}});
    CHECK(town.last_letter().find("började logga in i två steg") != std::string::npos);
    set_clock(now() + microseconds_a_minute);
    town.post("/personal/tva-steg/ta-bort", {{"kod", crypto::totp_code(secret, now())}});
    CHECK(town.last_letter().find("Det andra steget vid inloggning togs bort") != std::string::npos);
}

TEST_CASE("a code that is used twice is refused, logged and told to the holder, once while the letter waits") {
    Mailbox town;
    const auto secret = town.add_second_step(town.account);
    set_clock(now() + microseconds_a_minute);
    const auto code = crypto::totp_code(secret, now());
    town.type_password(password);
    CHECK(town.post("/personal/kod", {{"kod", code}}).status == 303);
    town.run_jobs();
    town.letters.clear();
    town.sign_out();
    town.type_password(password);
    CHECK(shows(town.post("/personal/kod", {{"kod", code}}), "är redan använd"));
    CHECK(town.last_audit()->event == "sign_in.code_used_twice");
    CHECK(town.last_audit()->subject == town.account.value);
    CHECK(town.post("/personal/kod", {{"kod", code}}).status == 422);
    CHECK(town.last_letter().find("med en kod som redan var använd") != std::string::npos);
    CHECK(town.letters.size() == 1);
    town.post("/personal/kod", {{"kod", "000000"}});
    CHECK(town.letters.size() == 1);
}

TEST_CASE("a sign-in with a browser that is new to the account is told to the holder; the first one is not") {
    Mailbox town;
    town.type_password(password);
    CHECK(town.last_letter().empty());
    town.sign_out();
    town.type_password(password);
    CHECK(town.last_letter().empty());
    town.sign_in_with_another_browser();
    CHECK(town.last_letter().find("i en webbläsare som inte har använts förut") != std::string::npos);
    CHECK(town.last_letter().find("Webbläsare: Firefox, Linux") != std::string::npos);
    town.sign_in_with_another_browser();
    town.run_jobs();
    CHECK(town.letters.size() == 1);
}

TEST_CASE("every page has its words in both languages") {
    Town town;
    for (const auto* page : {"/logga-in", "/logga-in/simulerad", "/personal/logga-in"})
        CHECK(town.get(std::string(page) + "?sprak=en").status == 200);
    town.sign_in_staff("officer", {});
    for (const auto* page : {"/personal/sessioner", "/personal/tva-steg"}) CHECK(town.get(std::string(page) + "?sprak=en").status == 200);
    CHECK(town.tenant().texts.keys("sign_in", Language::sv) == town.tenant().texts.keys("sign_in", Language::en));
    CHECK(town.tenant().texts.keys("site", Language::sv) == town.tenant().texts.keys("site", Language::en));
}
