#include <catch2/catch.hpp>

#include "areas/case_desk/addresses.h"
#include "engines/cases/find.h"
#include "engines/cases/work.h"
#include "engines/directories/directories.h"
#include "engines/identity/delegation.h"
#include "engines/identity/roles.h"
#include "engines/identity/sessions.h"
#include "engines/letters/letter.h"
#include "engines/services/catalogue.h"
#include "engines/services/small_service_for_tests.h"
#include "engines/testing/test_site.h"
#include "engines/towns/plain_pdf.h"
#include "foundation/db/testing.h"
#include "foundation/files/test_folder.h"
#include "foundation/pdf/previews.h"

namespace case_desk {

Area area();

namespace {

/// A town with an officer at the desk and Kim's application for school transport.
struct Desk {
    explicit Desk(db::Kind kind, double kilometres = 4.3) : site({area()}, kind) {
        const auto unit = site.unit("barn-och-utbildning");
        site.tenant().print_letter = [](const letters::Letter&) -> Result<std::string> { return "%PDF"; };
        site.sign_in_staff("officer", {cases::may_read, cases::may_decide}, "barn-och-utbildning");
        site.db().write([&](db::Connection& db) {
            services::publish_carried(db);
            std::vector<RoleId> roles;
            for (const auto& role : identity::roles(db)) roles.push_back(role.id);
            (void)identity::set_delegation(db, {.id = "BUN 4.2", .text = "Skolskjuts", .law = "", .committee = unit, .roles = roles});
        });
        number = apply(kilometres);
        page = case_address(number);
    }

    /// The population register as it answers from here on.
    void register_says(const std::string& person) {
        directories::Sources sources;
        sources.connected[directories::Directory::population] = [person](const directories::Inquiry&) {
            return directories::Reply{directories::Outcome::found, json::parse(person).value()};
        };
        site.tenant().directories = std::make_shared<const directories::Sources>(sources);
    }
    /// The applicant sends a file; its page on the case.
    std::string send(const std::string& name, const std::string& bytes, const std::string& type = "application/pdf") {
        const auto kept = site.tenant().files.keep_text(bytes, type);
        site.db().write([&](db::Connection& db) {
            const Visitor nobody;
            cases::Change change{db, site.tenant(), nobody};
            REQUIRE(cases::write_message(change, now_is().id, "Här", {{kept.hash, name, kept.size, kept.type, kept.digest}}));
        });
        const auto all = site.db().read([&](db::Connection& db) { return cases::documents(db, site.tenant(), now_is()); });
        return page + "/handlingar/" + std::to_string(all.back().id.value);
    }

    std::string apply(double kilometres) {
        forms::Answers answers;
        answers.set("child_name", {std::string("Alva <Exempel>")}).set("grade", {std::string("2")}).set("chosen_school", {false});
        answers.set("reasons", {std::vector<std::string>{"distance"}})
            .set("distance_km", {forms::NumberAnswer{"", kilometres}})
            .set("alternating", {false});
        answers.set("child_number", {std::string("201801012392")}).set("home", {forms::Address{"Ekvägen 7", "123 45", "Exempelby"}});
        return site.db().write([&](db::Connection& db) {
            const Visitor nobody;
            cases::Change change{db, site.tenant(), nobody};
            return cases::receive(
                       change,
                       {.service = *services::newest_published(db, "skolskjuts"), .answers = answers, .parties = {{.name = "Kim Exempel"}}})
                .number;
        });
    }
    cases::Case now_is() {
        return site.db().read([&](db::Connection& db) { return cases::find_by_number(db, site.tenant(), number).value(); });
    }

    TestSite site;
    std::string number, page;
};

}  // namespace

#define DESK(...) Desk desk(GENERATE(from_range(db::kinds_under_test())) __VA_OPT__(, ) __VA_ARGS__)

TEST_CASE("the case is on one screen: application, conditions with their source, proposal, letter, delegation") {
    DESK();
    const auto screen = desk.site.get(desk.page);
    CHECK(screen.status == 200);
    for (const auto* words : {"Skolskjuts för Alva &lt;Exempel&gt;", "4,3\u00a0km", "4 av 4 villkor är uppfyllda",
                              "Reglerna föreslår: Bifall", "får skolskjuts", "Delegation BUN 4.2", "Kim Exempel"}) {
        CAPTURE(words);
        CHECK(shows(screen, words));
    }
}

TEST_CASE("every opening of a case is in the audit log, with its reason") {
    DESK();
    desk.site.get(desk.page);
    const auto entry = desk.site.last_audit().value();
    CHECK(entry.event == "cases.opened");
    CHECK(entry.reason == "processing");
    CHECK(entry.actor_name == desk.site.visitor().name);
}

TEST_CASE("a case with secrecy opens only for who lately showed more than a password, and what was typed is kept") {
    DESK();
    desk.site.tenant().session_limits.proof = 60 * microseconds_a_minute;
    const std::string ask = "/personal/bekrafta?till=" + http::percent_encoded(desk.page);
    CHECK(header_of(desk.site.get(desk.page), "Location") == ask);
    const auto written = desk.site.post(desk.page + "/anteckning", {{"text", "Ringde skolan"}});
    CHECK(written.status == 403);
    CHECK(shows(written, "Ringde skolan"));
    CHECK(shows(written, "Bekräfta i en ny flik"));
    const auto prove = [&](Timestamp at) {
        desk.site.db().write([&](db::Connection& db) { identity::mark_proved(db, desk.site.visitor().session, at); });
    };
    prove(now() - 61 * microseconds_a_minute);
    CHECK(header_of(desk.site.get(desk.page), "Location") == ask);
    prove(now());
    CHECK(desk.site.get(desk.page).status == 200);
}

TEST_CASE("one click approves, opens the next case, and offers to undo") {
    DESK();
    desk.site.post(desk.page + "/tilldela", {{"till", "mig"}});
    const auto first = desk.number;
    const auto second = desk.apply(5);
    desk.site.post(case_address(second, "tilldela"), {{"till", "mig"}});

    const auto answer = desk.site.post(desk.page + "/beslut", {{"outcome", "approve"}, {"comment", "Lycka till"}});
    CHECK(answer.status == 303);
    CHECK(header_of(answer, "Location") == case_address(second));
    CHECK(desk.now_is().state == "decided");
    const auto next = desk.site.follow(answer);
    CHECK(shows(next, "Bifall skickas klockan"));
    CHECK(shows(next, first));

    CHECK(desk.site.post(desk.page + "/angra").status == 303);
    CHECK(desk.now_is().state == "in_progress");
}

TEST_CASE("rejecting goes by a page of reasons, which keeps what was typed when the reason is missing") {
    DESK(0.8);
    const auto reasons = desk.site.post(desk.page + "/beslut", {{"outcome", "reject"}, {"comment", "Vi mätte själva"}});
    CHECK(reasons.status == 200);
    CHECK(shows(reasons, "Vägen är för kort"));
    CHECK(shows(reasons, "Vi mätte själva"));

    const auto missing = desk.site.post(desk.page + "/beslut/reject", {{"comment", "Vi mätte själva"}});
    CHECK(missing.status == 422);
    CHECK(shows(missing, "Välj ett skäl för beslutet"));
    CHECK(shows(missing, "Vi mätte själva"));
    CHECK(desk.site.post(desk.page + "/beslut/reject", {{"reason", "too_near"}}).status == 303);
    CHECK(desk.now_is().outcome == "reject");
}

TEST_CASE("a supplement asks for ticked items by a day that exists") {
    DESK();
    const auto wrong =
        desk.site.post(desk.page + "/komplettering",
                       {{"due_on-day", "31"}, {"due_on-month", "2"}, {"due_on-year", "2027"}, {"words", "Vilken hållplats?"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Vilken hållplats?"));
    const auto day = civil({swedish_date(now()).days + 20});
    const auto asked = desk.site.post(desk.page + "/komplettering", {{"items", "certificate"},
                                                                     {"due_on-day", std::to_string(day.day)},
                                                                     {"due_on-month", std::to_string(day.month)},
                                                                     {"due_on-year", std::to_string(day.year)}});
    CHECK(asked.status == 303);
    CHECK(desk.now_is().state == "waiting_for_applicant");
    CHECK(shows(desk.site.get(desk.page), "klockan står still"));
}

TEST_CASE("a document at the desk is shown only when nothing in it can run, and the party sees that it was opened") {
    DESK();
    const auto given = [&](std::string bytes, std::string type, std::string name) {
        const auto kept = desk.site.tenant().files.keep_text(bytes, type);
        desk.site.db().write([&](db::Connection& db) {
            const Visitor nobody;
            cases::Change change{db, desk.site.tenant(), nobody};
            CHECK(cases::write_message(change, desk.now_is().id, "Se bilagan", {{kept.hash, name, kept.size, type, kept.digest}}));
        });
        const auto document = desk.site.db().read(
            [&](db::Connection& db) { return cases::documents(db, desk.site.tenant(), desk.now_is()).back().id.value; });
        return desk.site.get(desk.page + "/handlingar/" + std::to_string(document));
    };
    const auto shown = given("%PDF-1.4\n", "application/pdf", "Karta.pdf");
    CHECK(shown.type == "application/pdf");
    CHECK(header_of(shown, "Content-Disposition").starts_with("inline"));
    const auto opened = desk.site.last_audit().value();
    CHECK(opened.event == "cases.document_opened");
    CHECK(opened.subject_kind == "case");
    CHECK(opened.subject == desk.now_is().id.value);
    for (const auto* type : {"text/html", "image/svg+xml", "text/plain", "application/vnd.oasis.opendocument.text"}) {
        CAPTURE(type);
        const auto saved = given("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", type, "x\r\nSet-Cookie: a=b.svg");
        CHECK(saved.type == "application/octet-stream");
        CHECK(header_of(saved, "Content-Disposition") == "attachment; filename*=UTF-8''x%0D%0ASet-Cookie%3A%20a%3Db.svg");
        CHECK(header_of(saved, "X-Content-Type-Options") == "nosniff");
        CHECK(header_of(saved, "Content-Security-Policy").starts_with("default-src 'none'"));
    }
}

TEST_CASE("an officer of another unit finds nothing: not the page, not the list, not the search, not the API") {
    DESK();
    desk.site.unit("miljo");
    desk.site.sign_in_staff("stranger", {cases::may_read, cases::may_decide}, "miljo");
    CHECK(desk.site.get(desk.page).status == 404);
    CHECK(desk.site.post(desk.page + "/beslut", {{"outcome", "approve"}}).status == 404);
    CHECK_FALSE(shows(desk.site.get("/handlaggning/alla"), desk.number));
    CHECK_FALSE(shows(desk.site.get("/handlaggning/sok?q=Alva"), desk.number));
}

TEST_CASE("who is searched for stands in no address, and the list can be read again") {
    DESK();
    const auto begun = desk.site.post("/handlaggning/sok", {{"q", " alv "}});
    CHECK(header_of(begun, "Location") == "/handlaggning/sok");
    for (int time = 0; time < 2; ++time) CHECK(shows(desk.site.follow(begun), desk.number));
    CHECK(shows(desk.site.get("/handlaggning/sok"), R"(value="alv")"));
    const auto kept = desk.site.db().read([&](db::Connection& db) { return identity::session_data(db, desk.site.visitor().session); });
    CHECK(kept.find("alv") == std::string::npos);
    desk.site.post("/handlaggning/sok", {{"q", ""}});
    CHECK_FALSE(shows(desk.site.get("/handlaggning/sok"), desk.number));
}

TEST_CASE("search finds a case by the beginning of a name, and a list keeps the columns that were chosen") {
    DESK();
    CHECK(shows(desk.site.get("/handlaggning/sok?q=alv"), desk.number));
    desk.site.post("/handlaggning/kolumner", {{"kolumn", "officer"}, {"tillbaka", "/handlaggning/alla"}});
    const auto list = desk.site.get("/handlaggning/alla");
    CHECK(shows(list, ">Handläggare</th>"));
    CHECK_FALSE(shows(list, ">Tid kvar</th>"));
}

TEST_CASE("a program decides through the API, and wrong requests name their field") {
    DESK();
    const auto address = "/api/v1/cases/" + desk.number + "/decision";
    const auto wrong = desk.site.post_json(address, R"({"outcome":"maybe","colour":"red"})");
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "\"outcome\""));
    CHECK(shows(wrong, "\"colour\""));
    CHECK(desk.site.post_json(address, "{").status == 422);
    const auto block = desk.site.post_json(address, R"({"outcome":"approve","blocks":["no_such"]})");
    CHECK(block.status == 422);
    CHECK(shows(block, "\"blocks\""));
    const auto made = desk.site.post_json(address, R"({"outcome":"approve","comment":"Hej","blocks":["no_show"]})");
    CHECK(made.status == 200);
    const auto decided = desk.site.db().read([&](db::Connection& db) {
        return cases::decision(db, desk.site.tenant(), cases::find_by_number(db, desk.site.tenant(), desk.number).value());
    });
    CHECK(decided->body.find("Kommer inte skjutsen inom tio minuter") != std::string::npos);
    CHECK(shows(made, "\"state\":\"decided\""));
    CHECK(desk.site.post_json(address, R"({"outcome":"approve"})").status == 409);
}

// ---- what registers say

TEST_CASE("without registers the table says that the officer must check, and counts what it can judge") {
    DESK();
    const auto screen = desk.site.get(desk.page);
    CHECK(shows(screen, "Inget register är anslutet"));
    CHECK(shows(screen, "Kontrollera själv"));
    CHECK_FALSE(shows(screen, "Kontrollera registren igen"));
}

TEST_CASE("what a register found stands beside what the applicant answered, with source and time") {
    DESK();
    desk.register_says(R"({"municipality": "Exempelby", "address": {"street": "Storgatan 2", "postcode": "123 45", "town": "Exempelby"}})");
    CHECK(shows(desk.site.get(desk.page), "Inte kontrollerat än"));

    CHECK(desk.site.post(desk.page + "/kontrollera").status == 303);
    desk.site.run_jobs();
    const auto screen = desk.site.get(desk.page);
    for (const auto* words : {"Folkbokförd i Exempelby", "Storgatan 2, 123 45 Exempelby", "Sökanden svarade: Ekvägen 7", "Folkbokföringen",
                              "hämtat i dag klockan", "Kontrollera registren igen", "6 av 7 villkor är uppfyllda"}) {
        CAPTURE(words);
        CHECK(shows(screen, words));
    }
    CHECK_FALSE(shows(screen, "Reglerna föreslår: Bifall"));
}

TEST_CASE("asking again says that it goes on, and one who may only read cannot ask") {
    DESK();
    desk.register_says("{}");
    const auto asked = desk.site.post(desk.page + "/kontrollera");
    CHECK(shows(desk.site.follow(asked), "Registren frågas nu"));
    desk.site.sign_in_staff("reader", {cases::may_read}, "barn-och-utbildning");
    CHECK(desk.site.post(desk.page + "/kontrollera").status == 403);
    CHECK_FALSE(shows(desk.site.get(desk.page), "Kontrollera registren igen"));
}

TEST_CASE("protected identity is a warning on the page") {
    DESK();
    desk.register_says(R"({"protected": true, "address": {"street": "Hemliga gatan 1", "postcode": "123 45", "town": "Exempelby"}})");
    desk.site.post(desk.page + "/kontrollera");
    desk.site.run_jobs();
    const auto screen = desk.site.get(desk.page);
    CHECK(shows(screen, "Skyddade personuppgifter"));
    CHECK(shows(screen, "Lämna inte ut adress"));
    CHECK_FALSE(shows(screen, "Hemliga"));
}

TEST_CASE("when a register has said that somebody in the case is protected, who only reads sees where none of them is reached") {
    DESK();
    const auto answers = forms::answers_from_json(desk.now_is().answers).value();
    desk.number = desk.site.db().write([&](db::Connection& db) {
        const Visitor nobody;
        cases::Change change{db, desk.site.tenant(), nobody};
        return cases::receive(change, {.service = *services::newest_published(db, "skolskjuts"),
                                       .answers = answers,
                                       .parties = {{.name = "Kim Exempel", .email = "kim@exempel.example"}}})
            .number;
    });
    desk.page = case_address(desk.number);
    desk.register_says(R"({"protected": true})");
    const auto is_seen = [&](const std::string& page) { return shows(desk.site.get(page), "kim@exempel.example"); };
    const auto sent = case_address(desk.number, "utskick");
    desk.site.sign_in_staff("reader", {cases::may_read}, "barn-och-utbildning");
    CHECK(is_seen(desk.page));
    CHECK(is_seen(sent));
    desk.site.sign_in_staff("second", {cases::may_read, cases::may_decide}, "barn-och-utbildning");
    desk.site.post(desk.page + "/kontrollera");
    desk.site.run_jobs();
    CHECK(is_seen(desk.page));
    CHECK(is_seen(sent));
    desk.site.sign_in_staff("another_reader", {cases::may_read}, "barn-och-utbildning");
    CHECK_FALSE(is_seen(desk.page));
    CHECK_FALSE(is_seen(sent));
}

// ---- documents on the page

TEST_CASE("pages of a PDF stand on the case, lazily; how many is known when it has been drawn") {
    DESK();
    const TestFolder folder;
    desk.site.tenant().previews = std::make_shared<pdf::Previews>(folder.path);
    std::string lines;
    for (int i = 0; i < 60; ++i) lines += "En rad.\n";
    const auto address = desk.send("intyg.pdf", towns::plain_pdf("Intyg", lines));
    const auto before = desk.site.get(desk.page);
    CHECK(shows(before, "src=\"" + address + "/sida/1\""));
    CHECK(shows(before, "loading=\"lazy\""));
    CHECK_FALSE(shows(before, "Öppna hela dokumentet"));

    desk.site.run_jobs();
    CHECK(shows(desk.site.get(desk.page), "Öppna hela dokumentet (2 sidor)"));
    const auto picture = desk.site.get(address + "/sida/2");
    CHECK(picture.status == 200);
    CHECK(picture.type == "image/jpeg");
    CHECK(header_of(picture, "Cache-Control") == "no-store");
    for (const auto* none : {"/sida/3", "/sida/0", "/sida/-1", "/sida/x", "/sida/99999999999"}) {
        CAPTURE(none);
        CHECK(desk.site.get(address + none).status == 404);
    }
}

TEST_CASE("a document that cannot be read says so on the page, and one of another kind is not drawn") {
    DESK();
    const TestFolder folder;
    desk.site.tenant().previews = std::make_shared<pdf::Previews>(folder.path);
    desk.send("trasig.pdf", "%PDF-1.4 och inget mer");
    const auto table = desk.send("tabell.ods", "PK", "application/vnd.oasis.opendocument.spreadsheet");
    desk.site.run_jobs();
    const auto screen = desk.site.get(desk.page);
    CHECK(shows(screen, "Dokumentet går inte att läsa"));
    CHECK_FALSE(shows(screen, table + "/sida/"));
    CHECK(desk.site.get(table + "/sida/1").status == 404);
}

TEST_CASE("the pages of a document are one opening in the log, and only for who may read the case") {
    DESK();
    const TestFolder folder;
    desk.site.tenant().previews = std::make_shared<pdf::Previews>(folder.path);
    const auto address = desk.send("intyg.pdf", towns::plain_pdf("Intyg", "x"));
    const auto openings = [&] {
        return desk.site.db().read([](db::Connection& db) { return audit::search(db, {.event_prefix = "cases.document_opened"}); }).size();
    };
    for (int i = 0; i < 3; ++i) CHECK(desk.site.get(address + "/sida/1").status == 200);
    CHECK(desk.site.get(address).status == 200);
    CHECK(openings() == 1);
    desk.site.sign_in_staff("stranger", {cases::may_read}, "miljo");
    CHECK(desk.site.get(address + "/sida/1").status == 404);
    desk.site.sign_out();
    CHECK(desk.site.get(address + "/sida/1").status != 200);
    CHECK(openings() == 1);
}

// ---- folded forms

TEST_CASE("message and note are folded away, and open only when something in them is wrong") {
    DESK();
    CHECK_FALSE(shows(desk.site.get(desk.page), "<details class=\"more\" open>"));
    const auto empty = desk.site.post(desk.page + "/anteckning", {{"note", " "}});
    CHECK(empty.status == 422);
    CHECK(shows(empty, "<details class=\"more\" open><summary>Skriv en intern anteckning"));
    CHECK(shows(empty, "href=\"#note\""));
}

TEST_CASE("earlier cases of the same address say why they are there") {
    DESK();
    const auto other = desk.apply(3);
    const auto screen = desk.site.get(desk.page);
    CHECK(shows(screen, other));
    CHECK(shows(screen, "samma person · samma adress"));
}

TEST_CASE("the officer sees what the case costs") {
    Desk desk(GENERATE(from_range(db::kinds_under_test())));
    CHECK_FALSE(shows(desk.site.get(desk.page), "id=\"h-fee\""));
    const auto number = desk.site.db().write([&](db::Connection& db) {
        REQUIRE(services::put(db, services::small_service("        - { id: days, type: number, label: Dagar }", R"(fee:
  ref: Kommunens taxa
  lines: [{ id: base, text: Prövning, amount: "3200 + days" }]
)")));
        REQUIRE(services::publish(db, "litet", 1));
        const Visitor nobody;
        cases::Change change{db, desk.site.tenant(), nobody};
        const auto service = services::newest_published(db, "litet");
        const auto answers = forms::Answers().set("days", {forms::NumberAnswer{"12", 12}});
        return cases::receive(change, {.service = *service, .answers = answers}).number;
    });
    const auto page = desk.site.get(case_address(number));
    CHECK(shows(page, "id=\"h-fee\""));
    CHECK(shows(page, "3\u00a0212\u00a0kr"));
}

}  // namespace case_desk
