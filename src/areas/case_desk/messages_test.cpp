/// "Utskick": what people have been told.
#include <catch2/catch.hpp>

#include "areas/case_desk/addresses.h"
#include "engines/cases/find.h"
#include "engines/cases/letter_addresses.h"
#include "engines/letters/letter.h"
#include "engines/notify/notify.h"
#include "engines/notify/settings.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"
#include "foundation/mail/mail.h"
#include "foundation/pdf/pdf_for_tests.h"

namespace case_desk {

Area area();

namespace {

/// A case of which Kim has been told; the mail server refused the address.
struct Desk : TestTown {
    explicit Desk(db::Kind kind) : TestTown({area()}, kind) {
        site.tenant().send_mail = [this](const mail::Message&) { return answer; };
        const auto made = apply(add_resident("Kim Exempel"));
        number = made.number;
        message = write([&](db::Connection& db) {
            const auto of = cases::find(db, site.tenant(), made.id).value();
            return notify::queue(db, site.tenant(),
                                 {.about = {of.id, of.number, of.unit, of.key},
                                  .occasion = "decision",
                                  .content = {"Kim Exempel", "kim@exempel.example", "Beslut", "Logga in"}});
        });
        site.run_jobs();
        page = case_address(number, "utskick");
        again = page + "/" + std::to_string(message.value) + "/skicka-igen";
    }
    MessageId letter(const std::string& address) {
        site.tenant().print_letter = [](const letters::Letter&) -> Result<std::string> { return pdf::one_page(100); };
        return write([&](db::Connection& db) {
            const auto of = cases::find_by_number(db, site.tenant(), number).value();
            return notify::queue(db, site.tenant(),
                                 {.about = {of.id, of.number, of.unit, of.key},
                                  .occasion = "decision",
                                  .channel = notify::Channel::letter,
                                  .content = {"Kim Exempel", address, "Beslut", "Logga in"}});
        });
    }
    void sit_down(std::string_view username, std::vector<std::string> permissions, UnitId unit) {
        site.sign_out();
        site.sign_in_account(employ(username, std::move(permissions), unit));
    }
    notify::State state() {
        return read([&](db::Connection& db) { return notify::find(db, site.tenant(), message)->state; });
    }
    http::Response receipt(const std::string& address, const std::string& body) {
        return site.post_json(address.substr(site.tenant().public_address.size()), body);
    }

    Result<void> answer = failure(Fault::conflict, "mail_refused");
    std::string number, page, again;
    MessageId message{};
};

}  // namespace

#define DESK() Desk desk(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("the officer sees what was sent to whom, how it went, and sends it again; both stand in the log") {
    DESK();
    desk.sit_down("officer", {"cases.read", "cases.decide"}, desk.here);
    CHECK(shows(desk.site.get(case_address(desk.number)), desk.page));
    const auto page = desk.site.get(desk.page);
    CHECK(desk.site.last_audit()->event == "notify.opened");
    CHECK(desk.site.last_audit()->detail == desk.number);
    for (const auto* words : {"Kim Exempel", "kim@exempel.example", "Mejl", "Beslut", "Kom inte fram", "Skicka igen"}) {
        CAPTURE(words);
        CHECK(shows(page, words));
    }
    desk.answer = {};
    CHECK(header_of(desk.site.post(desk.again), "Location") == desk.page);
    CHECK(desk.site.last_audit()->event == "notify.sent_again");
    desk.site.run_jobs();
    CHECK(desk.state() == notify::State::sent);
    CHECK_FALSE(shows(desk.site.get(desk.page), "Skicka igen"));
    CHECK(desk.site.post(desk.again).status == 409);
}

TEST_CASE("the list of all shows no names, only the cases of the officer's units, and is filtered by state") {
    DESK();
    desk.sit_down("officer", {"cases.read"}, desk.here);
    const auto list = desk.site.get("/handlaggning/utskick?lage=refused");
    CHECK(shows(list, desk.number));
    CHECK(shows(list, desk.page));
    CHECK_FALSE(shows(list, "kim@exempel.example"));
    CHECK_FALSE(shows(desk.site.get("/handlaggning/utskick?lage=unknown"), desk.number));
    CHECK(shows(desk.site.get("/handlaggning/utskick?lage=x&efter=y"), desk.number));
    desk.sit_down("other", {"cases.read", "cases.decide"}, desk.elsewhere);
    CHECK_FALSE(shows(desk.site.get("/handlaggning/utskick"), desk.number));
    CHECK(desk.site.get(desk.page).status == 404);
    CHECK(desk.site.post(desk.again).status == 404);
}

TEST_CASE("who only reads sends nothing again, and a message is sent again through its own case alone") {
    DESK();
    const auto other = desk.apply(desk.add_resident("Robin Exempel"));
    desk.sit_down("reader", {"cases.read"}, desk.here);
    CHECK_FALSE(shows(desk.site.get(desk.page), "Skicka igen"));
    desk.sit_down("officer", {"cases.read", "cases.decide"}, desk.here);
    CHECK(desk.site.post(case_address(other.number, "utskick/" + std::to_string(desk.message.value) + "/skicka-igen")).status == 404);
    CHECK(desk.state() == notify::State::refused);
}

TEST_CASE("the gateway's receipt comes without signing in, by the address that was sent along") {
    DESK();
    const auto address = notify::receipt_address(desk.site.tenant(), desk.message);
    CHECK(desk.receipt(address, R"({"state":"eaten"})").status == 422);
    CHECK(desk.receipt(address, "delivered").status == 422);
    CHECK(desk.receipt(address + "x", R"({"state":"delivered"})").status == 404);
    CHECK(desk.state() == notify::State::refused);
    CHECK(desk.receipt(address, R"({"state":"delivered"})").status == 200);
    CHECK(desk.state() == notify::State::delivered);
}

TEST_CASE("the list is narrowed by occasion, way, state and period, and tells what that cost") {
    DESK();
    desk.write([](db::Connection& db) { notify::save(db, {.prices = {.email = 39}}); });
    desk.answer = {};
    desk.write([&](db::Connection& db) { must(notify::send_again(db, desk.site.tenant(), desk.message)); });
    desk.site.run_jobs();
    desk.sit_down("officer", {"cases.read"}, desk.here);
    const auto asked = [&](const std::string& query) { return desk.site.get("/handlaggning/utskick?" + query); };
    const auto today = to_iso(swedish_date(now()));
    const auto found = asked("om=decision&satt=email&lage=sent&fran=" + today + "&till=" + today);
    CHECK(shows(found, desk.number));
    CHECK(shows(found, "1 utskick, 0,39 kr"));
    for (const auto* query : {"om=reminded", "satt=sms", "lage=refused", "fran=2099-01-01", "till=2001-01-01"}) {
        CAPTURE(query);
        CHECK(shows(asked(query), "0 utskick, 0,00 kr"));
        CHECK_FALSE(shows(asked(query), desk.number));
    }
    CHECK(shows(asked("fran=kanske"), "Skriv en dag"));
    CHECK(shows(asked("fran=kanske"), "kanske"));
}

TEST_CASE("the list begins with this month, which its field says; who empties the field sees all") {
    DESK();
    const auto month = to_iso(swedish_date(now())).substr(0, 8) + "01";
    desk.write(
        [&](db::Connection& db) { db.execute("UPDATE notify_message SET created_at = ?", swedish_time(*date_from_iso(month)) + -1); });
    desk.sit_down("officer", {"cases.read"}, desk.here);
    const auto first = desk.site.get("/handlaggning/utskick");
    CHECK(shows(first, month));
    CHECK_FALSE(shows(first, desk.number));
    CHECK(shows(desk.site.get("/handlaggning/utskick?fran="), desk.number));
}

TEST_CASE("the next page asks for the same as the first, and only the first adds up") {
    DESK();
    for (int i = 0; i < 50; ++i) desk.letter("Ekvägen 7");
    desk.sit_down("officer", {"cases.read"}, desk.here);
    const auto first = desk.site.get("/handlaggning/utskick?fran=&satt=");
    CHECK(shows(first, "52 utskick"));  // and what the applicant was told before
    const auto from = first.body.find("/handlaggning/utskick?efter=");
    REQUIRE(from != std::string::npos);
    auto next = first.body.substr(from, first.body.find('"', from) - from);
    for (auto at = next.find("&amp;"); at != std::string::npos; at = next.find("&amp;")) next.replace(at, 5, "&");
    CHECK(next.find("&fran=&") != std::string::npos);
    const auto second = desk.site.get(next);
    CHECK(shows(second, desk.number));
    CHECK_FALSE(shows(second, "52 utskick"));
}

TEST_CASE("one click makes a PDF of the letters that wait; they are in no other, and each that is read stands in the log") {
    DESK();
    desk.letter("Ekvägen 7");
    desk.sit_down("officer", {"cases.read", "cases.decide"}, desk.here);
    CHECK(shows(desk.site.get("/handlaggning/utskick"), "Brev att skriva ut: 1"));
    CHECK(shows(desk.site.get("/handlaggning/utskick/brev"), "Skriv ut 1 brev"));
    const std::string bundle(header_of(desk.site.post("/handlaggning/utskick/brev"), "Location"));
    CHECK(bundle.starts_with("/handlaggning/utskick/brev/"));
    CHECK(desk.site.last_audit()->event == "notify.printed");
    const auto pdf = desk.site.get(bundle);
    CHECK(pdf.type == "application/pdf");
    CHECK(pdf.body.starts_with("%PDF"));
    CHECK(header_of(pdf, "Cache-Control") == "no-store");
    CHECK(desk.site.last_audit()->event == "notify.letter_printed");
    CHECK(desk.site.last_audit()->detail == desk.number);
    CHECK(header_of(desk.site.post("/handlaggning/utskick/brev"), "Location") == "/handlaggning/utskick/brev");
    CHECK(shows(desk.site.get("/handlaggning/utskick/brev"), bundle));
    desk.sit_down("other", {"cases.read", "cases.decide"}, desk.elsewhere);
    CHECK(desk.site.get(bundle).status == 404);
    CHECK_FALSE(shows(desk.site.get("/handlaggning/utskick/brev"), bundle));
}

TEST_CASE("what the officer may not open is left out of the bundle; who may read none prints none") {
    DESK();
    desk.letter("Ekvägen 7");
    desk.sit_down("printer", {"cases.decide"}, desk.here);
    CHECK(shows(desk.site.get("/handlaggning/utskick/brev"), "Inga brev väntar"));
    CHECK(header_of(desk.site.post("/handlaggning/utskick/brev"), "Location") == "/handlaggning/utskick/brev");
    desk.sit_down("officer", {"cases.read", "cases.decide"}, desk.here);
    const std::string bundle(header_of(desk.site.post("/handlaggning/utskick/brev"), "Location"));
    CHECK(desk.site.get(bundle).status == 200);
    desk.sit_down("printer", {"cases.decide"}, desk.here);
    CHECK(desk.site.get(bundle).status == 404);
}

TEST_CASE("a printer that is away loses no letter: the bundle is made when it is back") {
    DESK();
    desk.letter("Ekvägen 7");
    desk.sit_down("officer", {"cases.read", "cases.decide"}, desk.here);
    const std::string bundle(header_of(desk.site.post("/handlaggning/utskick/brev"), "Location"));
    const auto printer = std::exchange(desk.site.tenant().print_letter,
                                       [](const letters::Letter&) -> Result<std::string> { return failure(Fault::unavailable); });
    CHECK(desk.site.get(bundle).status == 503);
    desk.site.tenant().print_letter = printer;
    CHECK(desk.site.get(bundle).status == 200);
}

TEST_CASE("an officer writes the address that a letter lacks; one that is empty or too long is explained, and stays as typed") {
    DESK();
    const auto id = desk.letter("");
    desk.sit_down("officer", {"cases.read", "cases.decide"}, desk.here);
    CHECK(shows(desk.site.get(desk.page), "Adress saknas"));
    const auto field = address_field(id), action = desk.page + "/" + std::to_string(id.value) + "/adress";
    const auto wrong = desk.site.post(action, {{field, " "}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Skriv adressen"));
    const auto long_one = desk.site.post(action, {{field, "Ekvägen 7\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7"}});
    CHECK(long_one.status == 422);
    CHECK(shows(long_one, "Ekvägen 7\n2\n3\n4\n5\n6\n7"));
    CHECK(header_of(desk.site.post(action, {{field, "Ekvägen 7\r\n123 45 Exempelby"}}), "Location") == desk.page);
    CHECK(desk.site.last_audit()->event == "notify.address_given");
    CHECK(shows(desk.site.get("/handlaggning/utskick"), "Brev att skriva ut: 1"));
    desk.sit_down("reader", {"cases.read"}, desk.here);
    CHECK(desk.site.post(action, {{field, "Björkvägen 1"}}).status == 403);
}

TEST_CASE("letters that the tax agency forwards are listed where they are printed, whatever other units have") {
    DESK();
    const auto forward = [&](const std::string& of_number, int letters) {
        desk.write([&](db::Connection& db) {
            const auto of = cases::find_by_number(db, desk.site.tenant(), of_number).value();
            for (int i = 0; i < letters; ++i)
                cases::store::insert_forwarded_letter(db, of.id,
                                                      notify::queue(db, desk.site.tenant(),
                                                                    {.about = {of.id, of.number, of.unit, of.key},
                                                                     .occasion = "decision",
                                                                     .channel = notify::Channel::letter,
                                                                     .content = {"Robin Exempel", "Förmedlas av Skatteverket"}}));
        });
    };
    forward(desk.number, 1);
    const auto theirs = desk.apply(desk.add_resident("Robin Exempel"), TestTown::Stage::received, "varmepump").number;
    forward(theirs, 101);
    desk.sit_down("officer", {"cases.read", "cases.decide"}, desk.here);
    const auto page = desk.site.get("/handlaggning/utskick/brev");
    CHECK(shows(page, "Brev som Skatteverket förmedlar"));
    CHECK(shows(page, desk.number));
    CHECK_FALSE(shows(page, theirs));
    CHECK_FALSE(shows(page, "efter="));

    desk.sit_down("other", {"cases.read", "cases.decide"}, desk.elsewhere);
    const auto first = desk.site.get("/handlaggning/utskick/brev");
    CHECK(shows(first, theirs));
    CHECK_FALSE(shows(first, desk.number));
    auto next = first.body.substr(first.body.find("/handlaggning/utskick/brev?efter="));
    next = next.substr(0, next.find('"'));
    next.replace(next.find("&amp;"), 5, "&");
    const auto second = desk.site.get(next);
    CHECK(shows(second, theirs));
    CHECK(shows(second, "efter="));
    desk.sit_down("reader", {"cases.read"}, desk.elsewhere);
    CHECK(desk.site.get("/handlaggning/utskick/brev").status == 403);
}

TEST_CASE("where somebody with protected identity is reached is for who handles the case, on each page that would show it") {
    DESK();
    const auto robin = desk.add_resident("Robin Exempel");
    const auto number = desk.as({.kind = Visitor::Kind::resident, .person = robin, .name = "Robin Exempel"}, [&](cases::Change& change) {
        return cases::receive(
                   change,
                   {.service = *services::newest_published(change.db, "skolskjuts"),
                    .answers = {},
                    .parties = {{.person = robin, .name = "Robin Exempel", .email = "robin@exempel.example", .phone = "070-174 06 05"}}})
            .number;
    });
    const auto mark = [&](bool is_protected) {
        desk.write([&](db::Connection& db) {
            auto person = identity::find_person(db, desk.site.tenant().secret, robin).value();
            person.protected_identity = is_protected;
            must(identity::change_person(db, desk.site.tenant().secret, person));
        });
    };
    const auto of_case = case_address(number), sent = case_address(number, "utskick");
    const auto sees = [&](const std::string& page, std::string_view words) { return shows(desk.site.get(page), words); };
    for (const bool is_protected : {false, true}) {
        CAPTURE(is_protected);
        mark(is_protected);
        desk.sit_down("reader", {"cases.read"}, desk.here);
        CHECK(sees(of_case, "070-174 06 05") != is_protected);
        CHECK(sees(of_case, "robin@exempel.example") != is_protected);
        CHECK(sees(sent, "robin@exempel.example") != is_protected);
        CHECK(sees(sent, "Kontaktuppgiften visas bara för den som handlägger ärendet") == is_protected);
        CHECK(sees(sent, "Robin Exempel"));
        desk.sit_down("officer", {"cases.read", "cases.decide"}, desk.here);
        CHECK(sees(of_case, "070-174 06 05"));
        CHECK(sees(sent, "robin@exempel.example"));
        CHECK(sees(of_case, "Skyddade personuppgifter") == is_protected);
    }
}

}  // namespace case_desk
