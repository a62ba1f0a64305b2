#include <catch2/catch.hpp>
#include <regex>

#include "areas/my_pages/area.h"
#include "engines/cases/find.h"
#include "engines/cases/work.h"
#include "engines/directories/directories.h"
#include "engines/drafts/drafts.h"
#include "engines/identity/delegation.h"
#include "engines/identity/people.h"
#include "engines/identity/roles.h"
#include "engines/in_hand/in_hand.h"
#include "engines/letters/letter.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_site.h"
#include "foundation/crypto/crypto.h"
#include "foundation/db/testing.h"

namespace my_pages {
namespace {

constexpr auto pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n";

/// Kim has applied for school transport; an officer may decide.
struct Town {
    template <class Work>
    auto as(const Visitor& who, Work work) {
        return site.db().write([&](db::Connection& db) {
            cases::Change change{db, site.tenant(), who};
            return work(change);
        });
    }
    explicit Town(db::Kind kind = db::Kind::sqlite) : site({area()}, kind) {
        const auto unit = site.unit("barn-och-utbildning");
        site.sign_in_staff("officer", {cases::may_read, cases::may_decide}, "barn-och-utbildning");
        officer = site.visitor();
        site.tenant().print_letter = [](const letters::Letter&) -> Result<std::string> { return pdf; };
        site.db().write([&](db::Connection& db) {
            services::publish_carried(db);
            std::vector<RoleId> roles;
            for (const auto& role : identity::roles(db)) roles.push_back(role.id);
            (void)identity::set_delegation(db,
                                           {.id = "BUN 4.2", .text = "Skolskjuts", .law = "Skollagen", .committee = unit, .roles = roles});
        });
        kim = site.sign_in_new_resident("Kim Exempel");
        const auto applied = as(site.visitor(), [&](cases::Change& change) {
            forms::Answers answers;
            answers.set("child_name", {std::string("Alva Exempel")}).set("grade", {std::string("2")}).set("chosen_school", {false});
            answers.set("reasons", {std::vector<std::string>{"distance"}})
                .set("distance_km", {forms::NumberAnswer{"4,3", 4.3}})
                .set("alternating", {false});
            const auto file = site.tenant().files.keep_text(pdf, "application/pdf");
            const auto service = services::newest_published(change.db, "skolskjuts");
            return cases::receive(change, {.service = *service,
                                           .answers = answers,
                                           .parties = {{.person = kim, .name = "Kim Exempel", .email = "kim@exempel.example"}},
                                           .files = {{file.hash, "Karta över vägen.pdf", file.size, file.type, file.digest}}});
        });
        id = applied.id;
        address = "/mina-sidor/" + applied.number;
    }

    cases::Case now_is() {
        return site.db().read([&](db::Connection& db) { return cases::find(db, site.tenant(), id).value(); });
    }
    std::vector<cases::Document> documents() {
        return site.db().read(
            [&](db::Connection& db) { return cases::documents(db, site.tenant(), cases::find(db, site.tenant(), id).value()); });
    }
    void ask(const std::string& field) {
        const Date due{swedish_date(now()).days + 14};
        as(officer, [&](cases::Change& change) {
            REQUIRE(cases::begin_processing(change, id));
            REQUIRE(cases::ask_supplement(change, id, {{field, "Intyg om växelvis boende"}, {"", "Var bor barnet udda veckor?"}},
                                          "Båda ska skriva under.", due));
        });
    }
    void decide(const std::string& outcome, const std::string& reason) {
        as(officer, [&](cases::Change& change) { REQUIRE(cases::decide(change, id, {.outcome = outcome, .reason = reason})); });
    }
    /// A browser that is nobody's, with the case opened by its code.
    void open_with_code() {
        site.sign_out();
        (void)site.post(address + "/meddelanden", {{"text", "x"}});  // gives the browser a session
        const auto visitor = site.visitor();
        site.db().write([&](db::Connection& db) { in_hand::add(db, visitor, in_hand::Kind::opened_case, id.value); });
    }

    TestSite site;
    Visitor officer;
    PersonId kim{};
    CaseId id{};
    std::string address;
};

struct Clock {
    Clock() { set_clock(swedish_time(*date_from_iso("2026-04-14"), 10)); }
    ~Clock() { use_machine_clock(); }
};

std::string location(const http::Response& response) { return std::string(header_of(response, "Location")); }

}  // namespace

TEST_CASE("a resident sees the own case and no one else's") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto mine = town.site.get(town.address);
    CHECK(mine.status == 200);
    CHECK(shows(mine, "Skolskjuts för Alva Exempel"));
    CHECK(shows(mine, "Vi har tagit emot din ansökan"));
    CHECK(shows(mine, "Du behöver inte göra något nu"));
    CHECK(shows(town.site.get("/mina-sidor"), town.address));

    town.site.sign_in_new_resident("Robin Exempel");
    for (const auto part : {"", "/beslut", "/allt.zip", "/vem-har-last", "/komplettera", "/overklaga", "/ta-tillbaka"})
        CHECK(town.site.get(town.address + part).status == 404);
    CHECK(town.site.get(town.address + "/handlingar/" + std::to_string(town.documents().at(0).id.value)).status == 404);
    CHECK(town.site.post(town.address + "/meddelanden", {{"text", "hej"}}).status == 404);
    CHECK_FALSE(shows(town.site.get("/mina-sidor"), town.address));
}

TEST_CASE("the thread of a case begins with what comes, until the case is closed") {
    Town town;
    CHECK(shows(town.site.get(town.address), "Nästa steg</span><h3>Du får ett beslut</h3>"));
    town.ask("alternating_certificate");
    CHECK(shows(town.site.get(town.address), "Nästa steg</span><h3>Du svarar på frågorna</h3>"));
    town.site.post(town.address + "/ta-tillbaka", {});
    CHECK_FALSE(shows(town.site.get(town.address), "Nästa steg"));
}

TEST_CASE("who is not signed in is asked to, whether the case exists or not") {
    Town town;
    town.site.sign_out();
    CHECK(location(town.site.get(town.address)) == "/logga-in?till=" + http::percent_encoded(town.address));
    CHECK(location(town.site.get("/mina-sidor/SKJ-1999-0001")) == "/logga-in?till=" + http::percent_encoded("/mina-sidor/SKJ-1999-0001"));
    const auto kept = town.site.post(town.address + "/meddelanden", {{"text", "Det jag skrev"}});
    CHECK(kept.status == 403);
    CHECK(shows(kept, "Det jag skrev"));
}

TEST_CASE("staff do not read cases here, where no look is recorded") {
    Town town;
    town.site.sign_in_staff("officer", {cases::may_read}, "barn-och-utbildning");
    CHECK(town.site.get(town.address).status == 404);
}

TEST_CASE("who opened the case with its code sees the same page and can write") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.open_with_code();
    CHECK(shows(town.site.get(town.address), "Skolskjuts för Alva Exempel"));
    CHECK(location(town.site.post(town.address + "/meddelanden", {{"text", "Vi har flyttat"}})) == town.address);
    CHECK(shows(town.site.get(town.address), "Vi har flyttat"));
    CHECK(shows(town.site.get(town.address), "Du skrev till oss"));
}

TEST_CASE("a supplement is answered as exactly the questions that were asked") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.ask("alternating_certificate");
    CHECK(shows(town.site.get("/mina-sidor"), town.address + "/komplettera"));
    const auto form = town.site.get(town.address + "/komplettera");
    CHECK(shows(form, "name=\"alternating_certificate\""));
    CHECK(shows(form, "Var bor barnet udda veckor?"));
    CHECK_FALSE(shows(form, "name=\"child_name\""));

    CHECK(town.site.post(town.address + "/komplettera", {}).status == 422);
    CHECK(town.now_is().state_kind == "waiting");

    const auto sent = town.site.upload(town.address + "/komplettera", {{"supplement_words", "Hos Robin"}},
                                       {{"alternating_certificate", "intyg.pdf", pdf}});
    CHECK(location(sent) == town.address);
    CHECK(town.now_is().state == "in_progress");
    CHECK(shows(town.site.get(town.address), "Hos Robin"));
    CHECK(town.documents().size() == 2);
    CHECK(town.site.get(town.address + "/komplettera").status == 409);
}

TEST_CASE("a file that came with a wrong answer is there when the answer is sent again") {
    Town town;
    town.ask("alternating_certificate");
    const auto wrong =
        town.site.upload(town.address + "/komplettera", {},
                         {{"alternating_certificate", "intyg.pdf", pdf}, {"supplement_files", "bild.png", "<script>x</script>"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "bild.png"));
    CHECK(location(town.site.post(town.address + "/komplettera")) == town.address);
    CHECK(town.documents().back().name == "intyg.pdf");
}

TEST_CASE("documents are given with headers that let nothing run") {
    Town town;
    const auto document = town.documents().at(0);
    const auto file = town.site.get(town.address + "/handlingar/" + std::to_string(document.id.value));
    CHECK(file.status == 200);
    CHECK(whole(*file.file).starts_with("%PDF"));
    CHECK(crypto::sha256_hex(whole(*file.file)) == document.content_hash());
    CHECK(header_of(file, "X-Content-Type-Options") == "nosniff");
    CHECK(header_of(file, "Content-Disposition") == "inline; filename*=UTF-8''Karta%20%C3%B6ver%20v%C3%A4gen.pdf");
    CHECK(town.site.get(town.address + "/handlingar/1").status == 404);
}

TEST_CASE("a decision is seen when it has left the house, not before") {
    const Clock clock;
    Town town;
    town.decide("approve", "");
    CHECK_FALSE(shows(town.site.get(town.address), "beslut\""));
    CHECK(shows(town.site.get(town.address), "Vi granskar din ansökan"));
    CHECK(town.site.get(town.address + "/beslut").status == 404);

    set_clock(now() + 11 * microseconds_a_minute);
    town.site.run_jobs();
    CHECK(shows(town.site.get(town.address), "Du fick ett beslut"));
    const auto letter = town.site.get(town.address + "/beslut");
    CHECK(shows(letter, "Alva Exempel får skolskjuts"));
    CHECK(shows(letter, town.address + "/handlingar/"));
    // Who got what was asked for has nothing to appeal against (FL 42 §).
    CHECK(town.site.get(town.address + "/overklaga").status == 404);
}

TEST_CASE("a decision is appealed against here, and the last day is told") {
    const Clock clock;
    Town town;
    CHECK(town.site.get(town.address + "/overklaga").status == 404);
    town.decide("reject", "too_near");
    set_clock(now() + 11 * microseconds_a_minute);
    town.site.run_jobs();
    // 14 April and 21 days is Tuesday 5 May.
    CHECK(shows(town.site.get(town.address + "/overklaga"), "5 maj 2026"));
    CHECK(town.site.post(town.address + "/overklaga", {{"text", " "}}).status == 422);
    CHECK(location(town.site.post(town.address + "/overklaga", {{"text", "Vägen är längre"}})) == town.address);
    CHECK(town.now_is().state == "appeal_review");
}

TEST_CASE("a reason that is reviewed on legality is not appealed against here, and its letter says where") {
    const Clock clock;
    Town town;
    town.decide("reject", "chosen_school");
    set_clock(now() + 11 * microseconds_a_minute);
    town.site.run_jobs();
    CHECK(town.site.get(town.address + "/overklaga").status == 404);
    CHECK(shows(town.site.get(town.address + "/beslut"), "medlem i kommunen"));
}

TEST_CASE("the last day to appeal is moved past a holiday") {
    const Clock clock;
    set_clock(swedish_time(*date_from_iso("2026-04-10"), 10));  // and 21 days is Friday 1 May
    Town town;
    town.decide("reject", "too_near");
    set_clock(now() + 11 * microseconds_a_minute);
    town.site.run_jobs();
    CHECK(shows(town.site.get(town.address + "/overklaga"), "4 maj 2026"));
}

TEST_CASE("a case is withdrawn once") {
    Town town;
    CHECK(location(town.site.post(town.address + "/ta-tillbaka", {{"text", "Vi flyttar"}})) == town.address);
    CHECK(town.now_is().outcome == "withdrawn");
    CHECK(shows(town.site.get(town.address), "Du har tagit tillbaka ärendet"));
    CHECK(town.site.post(town.address + "/ta-tillbaka").status == 409);
    CHECK(shows(town.site.get("/mina-sidor?visa=avslutade"), "Återtaget"));
}

TEST_CASE("the resident sees who has read the case, and why") {
    Town town;
    CHECK(shows(town.site.get(town.address + "/vem-har-last"), "Ingen har läst ärendet än"));
    audit::record_read(town.site.db(), town.officer,
                       {.event = "cases.opened", .subject_kind = "case", .subject = town.id.value, .reason = "processing"});
    const auto page = town.site.get(town.address + "/vem-har-last");
    CHECK(shows(page, town.officer.name));
    CHECK(shows(page, "Öppnade ärendet"));
    CHECK(shows(page, "För att handlägga ärendet"));
    CHECK(shows(town.site.get(town.address + "/vem-har-last?sprak=en"), "Opened the case"));
}

TEST_CASE("who has opened a document of the case is told too, and a decision is not told before it has left the house") {
    Town town;
    audit::record_read(town.site.db(), town.officer,
                       {.event = "cases.document_opened", .subject_kind = "case", .subject = town.id.value, .reason = "processing"});
    town.decide("reject", "too_near");
    const auto page = town.site.get(town.address + "/vem-har-last");
    CHECK(shows(page, "Öppnade en handling"));
    CHECK(shows(page, "Arbetade med ärendet"));
    CHECK_FALSE(shows(page, "Beslutade"));
}

TEST_CASE("the resident sees which registers were asked, for what, and that they answered") {
    Town town;
    town.site.db().write([&](db::Connection& db) {
        audit::record(db, audit::program("torg"),
                      {.event = "directories.asked",
                       .subject_kind = "case",
                       .subject = town.id.value,
                       .reason = "processing",
                       .detail = "population.lives_at"});
    });
    const auto readers = town.site.get(town.address + "/vem-har-last");
    CHECK(shows(readers, "Frågade ett register"));
    CHECK(shows(readers, "om adressen är folkbokföringsadressen"));
    const auto said = [&](const std::string& person) {
        directories::Sources sources;
        sources.connected[directories::Directory::population] = [person](const directories::Inquiry&) {
            return directories::Reply{directories::Outcome::found, json::parse(person).value()};
        };
        town.site.tenant().directories = std::make_shared<const directories::Sources>(sources);
        forms::Answers answers;
        answers.set("child_number", {std::string("201801012392")});
        town.ask("child_number");
        const Visitor nobody;
        town.as(nobody, [&](cases::Change& change) { REQUIRE(cases::answer_supplement(change, town.id, answers, "", {})); });
        town.site.run_jobs();
        return town.site.get(town.address);
    };
    const auto page = said(R"({"municipality": "Grannköping"})");
    CHECK(shows(page, "Vi kontrollerade uppgifter i register"));
    CHECK(shows(page, "<p>Folkbokföringen</p>"));
}

TEST_CASE("the form for a message is folded until there is something wrong in it") {
    Town town;
    CHECK(shows(town.site.get(town.address), "<details class=\"more\"><summary>Skriv meddelande"));
    CHECK(shows(town.site.post(town.address + "/meddelanden", {{"text", ""}}), "<details class=\"more\" open><summary>Skriv meddelande"));
}

TEST_CASE("everything of a case comes as one ZIP") {
    Town town;
    const auto zip = town.site.get(town.address + "/allt.zip");
    CHECK(zip.type == "application/zip");
    CHECK(zip.body.starts_with("PK"));
    for (const auto name : {"index.html", "arende.json", "Karta"}) CHECK(shows(zip, name));
}

TEST_CASE("an officer's note is not part of the story") {
    Town town;
    town.as(town.officer, [&](cases::Change& change) { REQUIRE(cases::write_note(change, town.id, "Ring skolan")); });
    CHECK_FALSE(shows(town.site.get(town.address), "Ring skolan"));
}

TEST_CASE("a message needs words or a file, and what was written stands when a file is refused") {
    Town town;
    CHECK(town.site.post(town.address + "/meddelanden", {{"text", ""}}).status == 422);
    const auto refused = town.site.upload(town.address + "/meddelanden", {{"text", "Se bilden"}},
                                          {{"files", "bild.jpg", "<html><script>x</script></html>"}});
    CHECK(refused.status == 422);
    CHECK(shows(refused, "Se bilden"));
    CHECK(town.documents().size() == 1);
}

TEST_CASE("contact details are changed, and a wrong e-mail is explained") {
    Town town;
    town.site.tenant().send_sms = [](const sms::Message&) -> Result<std::string> { return ""; };
    const auto wrong = town.site.post("/mina-sidor/uppgifter", {{"applicant_email", "kim"}, {"preferred", "sms"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "value=\"kim\""));
    CHECK(location(town.site.post("/mina-sidor/uppgifter", {{"applicant_email", "kim@post.example"},
                                                            {"applicant_phone", "070-174 06 05"},
                                                            {"applicant_address", "Ekvägen 7\r\n123 45 Exempelby"},
                                                            {"preferred", "sms"}})) == "/mina-sidor");
    town.site.db().read([&](db::Connection& db) {
        const auto person = identity::find_person(db, town.site.tenant().secret, town.kim).value();
        CHECK(person.email == "kim@post.example");
        CHECK(person.postal_address == "Ekvägen 7\n123 45 Exempelby");
        CHECK(person.preferred == identity::Channel::sms);
    });
    CHECK(town.site.last_audit()->event == "my_pages.details_changed");
}

TEST_CASE("a way to be told needs somewhere to go, and only ways that the municipality has are offered") {
    Town town;
    const auto page = town.site.get("/mina-sidor/uppgifter");
    CHECK(shows(page, "value=\"as_given\""));
    CHECK_FALSE(shows(page, "value=\"sms\""));
    CHECK_FALSE(shows(page, "value=\"digital_post\""));
    CHECK(town.site.post("/mina-sidor/uppgifter", {{"applicant_phone", "070-174 06 05"}, {"preferred", "sms"}}).status == 422);
    town.site.tenant().send_sms = [](const sms::Message&) -> Result<std::string> { return ""; };
    town.site.tenant().deliver_digitally = [](const mailbox::Message&) -> Result<void> { return {}; };
    const auto all = town.site.get("/mina-sidor/uppgifter");
    for (const auto& [channel, name] : names_of<identity::Channel>) CHECK(shows(all, "value=\"" + std::string(name) + "\""));
    const auto wrong = town.site.post("/mina-sidor/uppgifter", {{"applicant_phone", "08-12 34 56"}, {"preferred", "email_and_sms"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Skriv ett mobilnummer"));
    CHECK(shows(wrong, "Skriv en e-postadress, eller välj"));
    CHECK(shows(town.site.post("/mina-sidor/uppgifter", {{"preferred", "letter"}}), "Skriv din postadress"));
    CHECK(location(town.site.post("/mina-sidor/uppgifter", {{"preferred", "as_given"}})) == "/mina-sidor");
}

TEST_CASE("an unfinished draft stands first among what is to be done") {
    Town town;
    const auto visitor = town.site.visitor();
    town.site.db().write([&](db::Connection& db) { drafts::begin(db, town.site.tenant(), visitor, "attefall", 1, {}); });
    CHECK(shows(town.site.get("/mina-sidor"), "href=\"/e-tjanster/attefall\""));
}

}  // namespace my_pages
