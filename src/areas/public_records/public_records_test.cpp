#include <catch2/catch.hpp>

#include "areas/public_records/area.h"
#include "engines/public_register/public_register.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace public_records {
namespace {

constexpr Permission may_keep{"public_records.keep"};
using public_register::Entry;
using public_register::Hides;

std::int64_t enter(TestSite& site, Entry entry) {
    if (entry.case_id == 0) entry.case_id = new_id();
    if (entry.unit == UnitId{}) entry.unit = site.unit("skola");
    if (entry.received_on == Date{}) entry.received_on = swedish_date(now());
    site.db().write([&](db::Connection& db) {
        public_register::enter(db, entry);
        public_register::add_record(db, entry.case_id, "received", "application", now(), new_id());
    });
    return entry.case_id;
}

Entry named(std::string number, std::string title) {
    return {.number = std::move(number), .title_sv = std::move(title), .title_en = "In English"};
}

}  // namespace

TEST_CASE("an organisation stands in the register, a private person does not and the page says why") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    auto grant = named("BID-2026-0001", "Bidrag till <förening>");
    grant.correspondent = "Exempelby IF";
    enter(site, grant);
    enter(site, named("SKJ-2026-0002", "Skolskjuts"));

    const auto page = site.get("/diarium");

    CHECK(page.status == 200);
    CHECK(shows(page, "Bidrag till &lt;förening&gt;"));
    CHECK(shows(page, "Exempelby IF"));
    CHECK(shows(page, "Privatperson – visas inte på webben"));
    CHECK(shows(page, "artikel 5.1 c"));
}

TEST_CASE("what secrecy hides is not found by anyone, with the paragraph in its place") {
    TestSite site({area()});
    auto secret = named("SOC-2026-0001", "Ansökan");
    secret.correspondent = "Hemliga Bolaget";
    secret.hides = Hides::parties;
    secret.secrecy_ref = "OSL 26 kap. 1 §";
    enter(site, secret);

    const auto entry = site.get("/diarium/SOC-2026-0001");

    CHECK(shows(entry, "OSL 26 kap. 1 §"));
    CHECK_FALSE(shows(entry, "Hemliga Bolaget"));
    CHECK(shows(site.get("/diarium?q=Hemliga"), "Inget ärende hittades"));
    CHECK_FALSE(shows(site.get("/api/v1/register"), "Hemliga"));
}

TEST_CASE("the register is found by words and by days, and a day that does not exist is explained") {
    TestSite site({area()});
    auto old = named("SKJ-2025-0001", "Skolskjuts till Björken");
    old.received_on = *date_from_iso("2025-03-01");
    enter(site, old);
    enter(site, named("BYG-2026-0001", "Bygglov för altan"));

    CHECK(shows(site.get("/diarium?q=altan"), "BYG-2026-0001"));
    CHECK_FALSE(shows(site.get("/diarium?q=altan"), "SKJ-2025-0001"));
    const auto that_day = site.get("/diarium?fran=2025-03-01&till=2025-03-01");
    CHECK(shows(that_day, "SKJ-2025-0001"));
    CHECK_FALSE(shows(that_day, "BYG-2026-0001"));
    const auto wrong = site.get("/diarium?q=altan&fran=2025-02-31");
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "value=\"altan\""));
    CHECK(shows(wrong, "value=\"2025-02-31\""));

    const auto in_words = site.get("/diarium?fran=1+mars+2025&till=1/3+2025");
    CHECK(shows(in_words, "SKJ-2025-0001"));
    CHECK_FALSE(shows(in_words, "BYG-2026-0001"));
    CHECK(shows(in_words, R"(name="fran" type="text" value="2025-03-01")"));
    CHECK(shows(site.get("/diarium?fran=31+februari"), R"(value="31 februari")"));
    CHECK(site.get("/api/v1/register?from=1+mars+2025").status == 422);
}

TEST_CASE("every entry stands on exactly one page, also when they came the same day") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    const bool by_words = GENERATE(false, true);
    for (int i = 1; i <= 5; ++i) enter(site, named("SKJ-2026-000" + std::to_string(i), "Skolskjuts"));
    std::string address = std::string("/api/v1/register?limit=2&q=") + (by_words ? "skolskjuts" : "");
    std::string all;
    for (int pages = 0; pages < 3; ++pages) {
        const auto body = site.get(address).body;
        all += body;
        const auto after = body.find("after=");
        if (after == std::string::npos) break;
        address = "/api/v1/register?limit=2&q=" + std::string(by_words ? "skolskjuts" : "") + "&" +
                  body.substr(after, body.find('"', after) - after);
    }
    for (int i = 1; i <= 5; ++i) {
        const auto number = "\"number\":\"SKJ-2026-000" + std::to_string(i) + "\"";
        const auto found = all.find(number);
        REQUIRE(found != std::string::npos);
        CHECK(all.find(number, found + 1) == std::string::npos);
    }
}

TEST_CASE("programs get why a sender is left out, and are told when a limit is too wide") {
    TestSite site({area()});
    enter(site, named("SKJ-2026-0001", "Skolskjuts"));
    const auto answer = site.get("/api/v1/register");
    CHECK(answer.type == "application/json");
    CHECK(shows(answer, R"("sender":null,"masked":{"what":"sender","ground":"Dataskyddsförordningen artikel 5.1 c"})"));
    CHECK(shows(answer, R"("next":null)"));
    CHECK(site.get("/api/v1/register?limit=201").status == 422);
    CHECK(site.get("/api/v1/register?after=x").status == 422);
}

TEST_CASE("an entry lists its records in order, and asking for one is an e-service where there is one") {
    TestSite site({area()});
    const auto id = enter(site, named("SKJ-2026-0001", "Skolskjuts"));
    site.db().write([&](db::Connection& db) { public_register::add_record(db, id, "dispatched", "decision", now(), new_id()); });

    const auto without = site.get("/diarium/SKJ-2026-0001").body;
    CHECK(without.find("Inkommen") < without.find("Expedierad"));
    CHECK(without.find("SKJ-2026-0001.2") != std::string::npos);
    CHECK(without.find("begar-handling") == std::string::npos);
    site.db().write([](db::Connection& db) { services::publish_carried(db); });
    CHECK(shows(site.get("/diarium/SKJ-2026-0001"), "/e-tjanster/begar-handling"));
    CHECK(site.get("/diarium/SKJ-2026-9999").status == 404);
}

TEST_CASE("a registrar mends a title that says too much, for everyone and without a trace of the old words") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    const auto id = enter(site, named("SKJ-2026-0001", "Skolskjuts för Milo Exempel"));
    site.sign_in_staff("registrator", {may_keep}, "skola");
    CHECK(shows(site.get("/registrator"), "SKJ-2026-0001"));

    const auto saved = site.post("/registrator/SKJ-2026-0001/rubrik", {{"title_sv", "Skolskjuts"}, {"title_en", "School transport"}});

    CHECK(saved.status == 303);
    REQUIRE(site.last_audit());
    CHECK(site.last_audit()->event == "public_register.entry_retitled");
    CHECK(site.last_audit()->subject == id);
    CHECK(site.last_audit()->detail.find("Milo") == std::string::npos);
    site.sign_out();
    CHECK_FALSE(shows(site.get("/diarium"), "Milo"));
    CHECK_FALSE(shows(site.get("/diarium?q=Milo"), "SKJ-2026-0001"));
}

TEST_CASE("a title without words keeps what was typed in the other language") {
    TestSite site({area()});
    enter(site, named("SKJ-2026-0001", "Skolskjuts"));
    site.sign_in_staff("registrator", {may_keep}, "skola");
    const auto page = site.post("/registrator/SKJ-2026-0001/rubrik", {{"title_sv", " "}, {"title_en", "Transport to school"}});
    CHECK(page.status == 422);
    CHECK(shows(page, "Skriv vad ärendet gäller"));
    CHECK(shows(page, "value=\"Transport to school\""));
}

TEST_CASE("hiding everything also takes the title away, and needs paragraph and reason") {
    TestSite site({area()});
    enter(site, named("SKJ-2026-0001", "Skolskjuts till skyddat boende"));
    site.sign_in_staff("registrator", {may_keep}, "skola");
    const std::string address = "/registrator/SKJ-2026-0001/sekretess";

    CHECK(site.post(address, {{"hides", "all"}, {"ref", ""}, {"reason", "Skydd"}}).status == 422);
    CHECK(site.post(address, {{"hides", "all"}, {"ref", "OSL 22 kap. 1 §"}, {"reason", ""}}).status == 422);
    CHECK(site.post(address, {{"ref", "OSL 22 kap. 1 §"}, {"reason", "Skydd"}}).status == 422);
    CHECK(site.post(address, {{"hides", "all"}, {"ref", "OSL 22 kap. 1 §"}, {"reason", "Skydd"}}).status == 303);

    CHECK(site.last_audit()->event == "public_register.entry_hidden");
    CHECK(site.last_audit()->reason == "Skydd");
    const auto page = site.get("/diarium/SKJ-2026-0001");
    CHECK_FALSE(shows(page, "skyddat boende"));
    CHECK(shows(page, "OSL 22 kap. 1 §"));
}

TEST_CASE("an organisation that was hidden by mistake is shown again") {
    TestSite site({area()});
    auto grant = named("BID-2026-0001", "Bidrag");
    grant.correspondent = "Exempelby IF";
    enter(site, grant);
    site.sign_in_staff("registrator", {may_keep}, "skola");
    site.post("/registrator/BID-2026-0001/sekretess", {{"hides", "parties"}, {"ref", "OSL 30 kap. 23 §"}, {"reason", "Affärsuppgifter"}});
    CHECK_FALSE(shows(site.get("/diarium?q=BID-2026-0001"), "Exempelby IF"));
    site.post("/registrator/BID-2026-0001/sekretess", {{"hides", "nothing"}, {"ref", "OSL 30 kap. 23 §"}, {"reason", "Fel ärende"}});
    CHECK(shows(site.get("/diarium?q=Exempelby IF"), "BID-2026-0001"));
    CHECK(site.last_audit()->event == "public_register.entry_shown");
}

TEST_CASE("only a registrar of the unit mends its entries") {
    TestSite site({area()});
    enter(site, named("SKJ-2026-0001", "Skolskjuts"));
    site.sign_in_staff("bo", {});
    CHECK(site.get("/registrator").status == 403);
    site.sign_in_staff("ida", {may_keep}, "miljo");
    CHECK(site.get("/registrator/SKJ-2026-0001").status == 403);
    CHECK(site.post("/registrator/SKJ-2026-0001/rubrik", {{"title_sv", "A"}, {"title_en", "B"}}).status == 403);
    CHECK(shows(site.get("/diarium/SKJ-2026-0001"), "Skolskjuts"));
}

}  // namespace public_records
