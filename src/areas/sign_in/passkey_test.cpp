#include <catch2/catch.hpp>

#include "areas/sign_in/area.h"
#include "engines/identity/passkeys.h"
#include "engines/identity/sessions.h"
#include "engines/testing/test_site.h"
#include "foundation/crypto/crypto.h"
#include "foundation/crypto/totp.h"
#include "foundation/db/testing.h"
#include "foundation/json/json.h"
#include "foundation/mail/mail.h"
#include "foundation/webauthn/test_authenticator.h"

namespace {

const std::string password = "långt och lätt att minnas";

struct Town : TestSite {
    webauthn::TestAuthenticator key;
    AccountId officer{};
    std::vector<std::string> mails{};

    Town() : TestSite({sign_in::area()}, GENERATE(from_range(db::kinds_under_test()))) {
        officer = *identity::add_account(db(), {"officer", "Olle Officer", "olle@exempelby.test", password});
        tenant().send_mail = [this](const mail::Message& message) {
            mails.push_back(message.text);
            return Result<void>{};
        };
    }
    ~Town() { use_machine_clock(); }

    http::Response type_password() {
        return post("/personal/logga-in", {{"username", "officer"}, {"password", password}, {"till", "/arenden"}});
    }
    std::string challenge(std::string_view path) { return json::parse(post(path).body).value()["challenge"].text(); }
    Typed made(const webauthn::TestAuthenticator& with, std::string name = "Min telefon") {
        const auto made = with.make(challenge("/personal/tva-steg/nycklar/borja"));
        return {{"name", std::move(name)},
                {"client_data", crypto::base64url(made.client_data)},
                {"authenticator_data", crypto::base64url(made.authenticator_data)}};
    }
    http::Response enrol() { return post("/personal/tva-steg/nycklar", made(key)); }
    Typed shown(std::string_view asks = "/personal/tva-steg/utmaning") {
        const auto shown = key.show(challenge(asks));
        return {{"till", "/arenden"},
                {"credential", crypto::base64url(key.id)},
                {"client_data", crypto::base64url(shown.client_data)},
                {"authenticator_data", crypto::base64url(shown.authenticator_data)},
                {"signature", crypto::base64url(shown.signature)},
                {"holder", ""}};
    }
    /// To prove anew who one is.
    Typed shown_as_proof() { return shown("/personal/bekrafta/utmaning"); }
    std::vector<identity::Passkey> keys() {
        return db().read([&](db::Connection& db) { return identity::passkeys_of(db, officer); });
    }
    std::string address_of_first() { return "/personal/tva-steg/nycklar/" + std::to_string(keys().at(0).id.value) + "/ta-bort"; }
    bool is_proved() { return visitor().proved_at != Timestamp{}; }
    std::string last_event() { return last_audit()->event; }
};

}  // namespace

TEST_CASE("a member of staff adds a key and signs in with it from then on") {
    Town town;
    town.type_password();
    CHECK(shows(town.get("/personal/tva-steg"), R"(data-from="/personal/tva-steg/nycklar/borja")"));
    CHECK(shows(town.enrol(), "Spara dina reservkoder"));
    CHECK(town.last_event() == "sign_in.passkey_added");
    CHECK(town.is_proved());
    CHECK(shows(town.get("/personal/tva-steg"), "Min telefon"));
    town.run_jobs();
    CHECK(town.mails.at(0).find("fick en ny nyckel") != std::string::npos);

    town.sign_out();
    CHECK(header_of(town.type_password(), "Location") == "/personal/kod?till=%2Farenden");
    CHECK_FALSE(town.visitor().is_staff());
    CHECK(shows(town.get("/personal/kod"), "Använd din nyckel"));
    CHECK(shows(town.get("/personal/kod"), "Reservkod"));
    CHECK(shows(town.post("/personal/kod", {{"kod", "123456"}}), "Reservkoden stämmer inte"));
    CHECK(header_of(town.post("/personal/kod", town.shown()), "Location") == "/arenden");
    CHECK(town.visitor().is_staff());
    CHECK(town.is_proved());
    CHECK(shows(town.get("/personal/tva-steg"), "Senast använd"));
    CHECK(town.keys().at(0).last_used);
}

TEST_CASE("a key that is refused signs nobody in, says why, and stands in the log") {
    Town town;
    town.type_password();
    town.key.counter = 3;
    town.enrol();
    town.sign_out();
    town.type_password();
    SECTION("of another site") {
        town.key.origin = "https://evil.example";
        const auto answer = town.post("/personal/kod", town.shown());
        CHECK(answer.status == 422);
        CHECK(shows(answer, "Nyckeln användes på en annan adress"));
        CHECK(town.last_event() == "sign_in.passkey_refused");
        CHECK(town.last_audit()->detail == "passkey_origin");
    }
    SECTION("again") {
        const auto first = town.shown();
        town.post("/personal/kod", first);
        town.sign_out();
        town.type_password();
        town.challenge("/personal/tva-steg/utmaning");
        CHECK(shows(town.post("/personal/kod", first), "Svaret är för gammalt eller redan använt"));
    }
    SECTION("a copy") {
        town.key.counter = 2;
        CHECK(shows(town.post("/personal/kod", town.shown()), "verkar vara kopierad"));
        CHECK(town.last_event() == "sign_in.passkey_copied");
        town.mails.clear();
        town.run_jobs();
        CHECK(town.mails.back().find("verkar vara kopierad") != std::string::npos);
    }
    CHECK_FALSE(town.visitor().is_staff());
}

TEST_CASE("who shows wrong keys one after the other has to wait, as with codes") {
    Town town;
    town.type_password();
    town.enrol();
    town.sign_out();
    town.type_password();
    town.key.origin = "https://evil.example";
    int status = 0;
    for (int times = 0; times < 7 && status != 429; ++times) status = town.post("/personal/kod", town.shown()).status;
    CHECK(status == 429);
    town.key.origin = "https://exempelby.test";
    CHECK(town.post("/personal/kod", town.shown()).status == 429);
    set_clock(now() + 15 * microseconds_a_minute);
    town.type_password();
    CHECK(header_of(town.post("/personal/kod", town.shown()), "Location") == "/arenden");
}

TEST_CASE("a proof is asked of whoever has signed in, also when they have begun to sign in as somebody else") {
    Town town;
    town.type_password();
    town.enrol();
    (void)*identity::add_account(town.db(), {"other", "Ola Annan", "ola@exempelby.test", password});
    town.db().write([&](db::Connection& db) {
        const auto other = identity::find_account(db, "other")->id;
        identity::await_second_step(db, town.visitor().session, other);
    });
    const auto own = json::parse(town.post("/personal/bekrafta/utmaning").body).value();
    CHECK(own["keys"].size() == 1);
    CHECK(shows(town.get("/personal/bekrafta?till=/arenden"), "/personal/bekrafta/utmaning"));
    CHECK(json::parse(town.post("/personal/tva-steg/utmaning").body).value()["keys"].size() == 0);
}

TEST_CASE("without the password there is nothing to sign with a key") {
    Town town;
    town.get("/personal/logga-in");
    CHECK(town.post("/personal/tva-steg/utmaning").status == 403);
}

TEST_CASE("a session in which nobody has shown the second step neither adds nor removes keys or codes") {
    Town town;
    town.type_password();
    town.enrol();
    town.sign_out();
    town.sign_in_account(town.officer);
    const auto page = town.get("/personal/tva-steg");
    CHECK(shows(page, "Bekräfta att det är du innan du ändrar något här"));
    CHECK_FALSE(shows(page, "nycklar/borja"));
    CHECK(town.post("/personal/tva-steg/nycklar/borja").body.find("challenge") == std::string::npos);
    town.post(town.address_of_first());
    town.post("/personal/tva-steg/borja");
    town.post("/personal/tva-steg/nycklar", {{"name", "Hans"}});
    CHECK(town.keys().size() == 1);
    CHECK(town.db().read([&](db::Connection& db) { return identity::waiting_second_step(db, town.tenant().secret, town.officer); }) ==
          std::nullopt);

    CHECK(shows(town.get("/personal/bekrafta?till=/arenden"), "Använd din nyckel"));
    CHECK(header_of(town.post("/personal/bekrafta", town.shown_as_proof()), "Location") == "/arenden");
    CHECK(town.last_event() == "sign_in.proved_anew");
    CHECK(town.is_proved());
    webauthn::TestAuthenticator second;
    CHECK(header_of(town.post("/personal/tva-steg/nycklar", town.made(second)), "Location") == "/personal/tva-steg");
    CHECK(town.keys().size() == 2);
}

TEST_CASE("where proofs grow old, keys are changed with a fresh one") {
    Town town;
    town.tenant().session_limits.proof = 10 * microseconds_a_minute;
    town.type_password();
    town.enrol();
    CHECK(shows(town.get("/personal/tva-steg"), "nycklar/borja"));
    set_clock(now() + 11 * microseconds_a_minute);
    CHECK_FALSE(shows(town.get("/personal/tva-steg"), "nycklar/borja"));
    town.post(town.address_of_first());
    CHECK(town.keys().size() == 1);
}

TEST_CASE("the last key that is removed takes the proof with it") {
    Town town;
    town.type_password();
    town.enrol();
    CHECK(town.post("/personal/tva-steg/nycklar/1/ta-bort").status == 404);
    CHECK(header_of(town.post(town.address_of_first()), "Location") == "/personal/tva-steg");
    CHECK(town.keys().empty());
    CHECK_FALSE(town.is_proved());
    CHECK(town.last_event() == "sign_in.passkey_removed");
    town.run_jobs();
    CHECK(town.mails.back().find("En nyckel att logga in med togs bort") != std::string::npos);
}

TEST_CASE("a key without a name is not added, and what was typed stays") {
    Town town;
    town.type_password();
    const auto answer = town.post("/personal/tva-steg/nycklar", town.made(town.key, std::string(61, 'x')));
    CHECK(answer.status == 422);
    CHECK(shows(answer, "Skriv ett kortare namn"));
    CHECK(shows(answer, std::string(61, 'x')));
    CHECK(town.keys().empty());
}

TEST_CASE("what a browser is told of the keys to make and to show") {
    Town town;
    town.type_password();
    const auto make = json::parse(town.post("/personal/tva-steg/nycklar/borja").body).value();
    CHECK(make["rp"]["id"].text() == "exempelby.test");
    CHECK(make["user"]["name"].text() == "officer");
    CHECK(make["user"]["id"].text().find("officer") == std::string::npos);
    CHECK(make["algorithms"][0].integer() == -7);
    town.key.verifies = true;
    town.enrol();
    const auto show = json::parse(town.post("/personal/bekrafta/utmaning").body).value();
    CHECK(show["keys"][0].text() == crypto::base64url(town.key.id));
    CHECK(show["verification"].text() == "required");
    CHECK(json::parse(town.post("/personal/tva-steg/nycklar/borja").body).value()["keys"].size() == 1);
}
