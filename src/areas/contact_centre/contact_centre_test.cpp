#include <catch2/catch.hpp>

#include "areas/contact_centre/area.h"
#include "areas/contact_centre/call_file.h"
#include "areas/contact_centre/screen.h"
#include "engines/addresses/register_file.h"
#include "engines/cases/find.h"
#include "engines/contacts/forecast.h"
#include "engines/contacts/households.h"
#include "engines/flows/calendar.h"
#include "engines/identity/tokens.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"
#include "foundation/json/json.h"

namespace contact_centre {
namespace {

struct Town : TestTown {
    Town() : TestTown({area()}, GENERATE(from_range(db::kinds_under_test()))) {
        kim = add_resident("Kim Exempel");
        change_kim();
        enter_agent();
    }
    void change_kim() {
        write([&](db::Connection& db) {
            auto person = identity::find_person(db, site.tenant().secret, kim).value();
            person.phone = "070-174 06 05";
            must(identity::change_person(db, site.tenant().secret, person));
        });
    }
    void enter_agent() { site.sign_in_account(employ("agent", {"contacts.serve", "cases.read"}, top)); }
    void enter_program() {
        const auto program = add_program("vaxel", {"contacts.bring_in"}, top);
        site.use_token(write([&](db::Connection& db) { return identity::create_token(db, program, "prov"); }));
    }
    /// The address of the contact that is begun.
    std::string begin(const std::string& who = "", const std::string& channel = "phone") {
        return std::string(header_of(site.post("/kontaktcenter/kontakter", {{"who", who}, {"channel", channel}}), "Location"));
    }
    contacts::Contact newest() {
        return read([&](db::Connection& db) {
            return contacts::find(db, site.tenant(), ContactId{db.number("SELECT MAX(id) AS n FROM contacts_contact")}).value();
        });
    }
    http::Response finish(const std::string& address, TestSite::Typed typed) {
        typed.emplace_back("subject", "waste");
        return site.post(address + "/avsluta", std::move(typed));
    }
    ArticleId add_article() {
        return write([&](db::Connection& db) {
            return knowledge::add(db, {}, {.unit = here},
                                  {.title = {"Soptunnan har inte tömts", "The bin"},
                                   .body = {"Låt den stå.", "Leave it."},
                                   .for_staff = "Fråga om vägarbete."});
        });
    }
    std::int64_t logs(const std::string& event) {
        return read([&](db::Connection& db) { return std::ssize(audit::search(db, {.event_prefix = event})); });
    }
    void give_kim(const std::string& address) { site.post(address + "/vem", {{"person", std::to_string(kim.value)}}); }

    PersonId kim;
};

}  // namespace

TEST_CASE("who calls is offered by telephone, number and name, and chosen with one press; the reading is logged") {
    Town town;
    for (const auto* who : {"070-174 06 05", "+46701740605", "kim ex"}) {
        const auto page = town.site.get(town.begin(who));
        CHECK(shows(page, "Vi vet inte vem det är"));
        CHECK(shows(page, "Kim Exempel"));
    }
    const auto address = town.begin("070-174 06 05");
    town.give_kim(address);
    CHECK(town.newest().person == town.kim);
    const auto of = town.apply(town.kim);
    const auto page = town.site.get(address);
    CHECK(shows(page, "<h1>Kim Exempel</h1>"));
    CHECK(shows(page, of.number));
    CHECK(town.logs("contacts.person_chosen") == 1);
    CHECK(town.logs("contacts.person_opened") == 1);
    CHECK(town.site.post(address + "/vem", {{"ingen", "1"}}).status == 303);
    CHECK_FALSE(town.newest().person);
    CHECK(shows(town.site.get(address), "Vi vet inte vem det är"));
}

TEST_CASE("a telephone number says who it may be when it is the whole of theirs, and never that it is so") {
    Town town;
    CHECK(shows(town.site.get(town.begin("070-174 06 05")), "Är det någon av dem?"));
    CHECK_FALSE(shows(town.site.get(town.begin("070-174 06")), "Är det någon av dem?"));
    town.enter_program();
    town.site.post_json("/api/v1/contacts", R"({"channel":"sms","id":"1","words":"Hej","phone":"070-174 06 05"})");
    CHECK_FALSE(town.newest().person);
    CHECK(town.read([&](db::Connection& db) { return contacts::mine(db, town.site.tenant(), town.kim).empty(); }));
}

TEST_CASE("a search for people changes nothing of what somebody has said of themselves; keeping what was typed changes that alone") {
    Town town;
    town.site.sign_out();
    town.site.post("/kontakt", {{"subject", "waste"}, {"words", "Hej"}, {"name", "Robin"}, {"email", "robin@exempel.example"}});
    town.enter_agent();
    const auto address = "/kontaktcenter/kontakter/" + std::to_string(town.newest().id.value);
    const auto found = town.site.post(address + "/vem", {{"who", "kim"}});
    CHECK(shows(found, "Kim Exempel"));
    CHECK(shows(found, "Spara i kontakten"));
    CHECK(town.newest().said.name == "Robin");
    CHECK(shows(town.site.post(address + "/vem", {{"who", "Nils Ingensson"}}), "Vi hittar ingen."));
    CHECK(town.site.post(address + "/vem", {{"who", "070-174 06 06"}, {"spara", "1"}}).status == 303);
    CHECK(town.newest().said.phone == "070-174 06 06");
    CHECK(town.newest().said.name == "Robin");
    CHECK(town.newest().said.email == "robin@exempel.example");
    CHECK(town.newest().said.words == "Hej");
    CHECK(town.logs("contacts.said_changed") == 1);
}

TEST_CASE("a personal number never stands in an address, and a number that nobody here has is kept for the form that is begun") {
    Town town;
    const auto address = town.begin("18900101-9802");
    CHECK(address.find("9802") == address.npos);
    CHECK(shows(town.site.get(address), R"(name="number" value="189001019802")"));
}

TEST_CASE("an agent sees the person's cases of the units where they may read, and no others") {
    Town town;
    const auto seen = town.apply(town.kim);
    const auto hidden = town.apply(town.kim, TestTown::Stage::received, "varmepump");
    const auto agent = town.employ("another", {"contacts.serve"}, town.top);
    town.employ("another", {"cases.read"}, town.here);
    town.site.sign_in_account(agent);
    const auto address = town.begin("kim");
    town.give_kim(address);
    const auto page = town.site.get(address);
    CHECK(shows(page, seen.number));
    CHECK_FALSE(shows(page, hidden.number));
}

TEST_CASE("one search finds answers, services, cases, staff and units, and an answer that is read is noted by itself") {
    Town town;
    const auto article = town.add_article();
    town.employ("chef", {"cases.read"}, town.here);
    const auto address = town.begin();
    const auto search = [&](const std::string& words) { return town.site.follow(town.site.post(address + "/sok", {{"q", words}})); };
    CHECK(header_of(town.site.post(address + "/sok", {{"q", "Kim Exempel"}}), "Location") == address + "?sok=1");
    CHECK(shows(search("tunnan"), "Soptunnan har inte tömts"));
    CHECK(town.logs("cases.searched") == 1);
    CHECK(shows(search("skolskjuts"), "/e-tjanster/skolskjuts"));
    CHECK(shows(search("chef"), "mailto:"));
    CHECK(shows(town.site.post("/kontaktcenter/forslag", {{"q", "tunn"}}), "Soptunnan"));
    CHECK(town.site.post("/kontaktcenter/forslag", {{"q", ""}}).body == "[]");
    const auto read = town.site.get(address + "?sok=1&svar=" + std::to_string(article.value));
    CHECK(shows(read, "Låt den stå."));
    CHECK(shows(read, "Fråga om vägarbete."));
    CHECK(shows(town.site.get(address), "Svar som du har läst"));
    CHECK(shows(search("laddstolpe"), "Inget hittades om laddstolpe"));
    CHECK(town.read([](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM knowledge_unanswered"); }) == 0);
}

TEST_CASE("an address is found while it is typed and put on the contact, with the cases there that the agent may read") {
    Town town;
    const auto columns = addresses::Columns::read("adress;postnummer;postort;fastighet").value();
    addresses::Import import(town.site.db());
    for (const auto* line : {"Ekvägen 7;12345;Exempelby;Exempelby Eken 1:7", "Ekvägen 9;12345;Exempelby;Exempelby Eken 1:7"})
        import.add(columns.line(line).value());
    import.finish();
    const auto apply = [&](std::string_view service, const forms::Answers& answers) {
        return town.as({.kind = Visitor::Kind::resident, .person = town.kim}, [&](cases::Change& change) {
            return cases::receive(change, {.service = *services::newest_published(change.db, service), .answers = answers}).number;
        });
    };
    const auto transport = apply("skolskjuts", forms::Answers().set("home", {forms::Address{"Ekvägen 7", "123 45", "Exempelby"}}));
    const auto pump = apply("varmepump", forms::Answers().set("property", {std::string("Eken 1:7")}));

    town.site.sign_in_account(town.employ("another", {"contacts.serve"}, town.top));
    town.employ("another", {"cases.read"}, town.here);
    const auto address = town.begin();
    const auto suggested =
        json::parse(town.site.post("/kontaktcenter/forslag", {{"q", "ekv 7"}, {"kontakt", address.substr(address.rfind('/') + 1)}}).body)
            .value();
    REQUIRE(suggested.size() == 1);
    CHECK(suggested[0]["words"].text() == "Ekvägen 7, 123 45 Exempelby");
    CHECK(suggested[0]["post"].text() == address + "/plats");
    const auto id = suggested[0]["fields"]["plats"].text();
    CHECK(shows(town.site.follow(town.site.post(address + "/sok", {{"q", "ekv 7"}})), "value=\"" + id + "\""));

    CHECK(town.site.post(address + "/plats", {{"plats", id}}).status == 303);
    const auto page = town.site.get(address);
    CHECK(shows(page, "Ekvägen 7, 123 45 Exempelby"));
    CHECK(shows(page, "Exempelby Eken 1:7"));
    CHECK(shows(page, transport));
    CHECK_FALSE(shows(page, pump));
    CHECK(town.logs("contacts.place_chosen") == 1);
    CHECK(town.logs("contacts.place_opened") == 1);

    town.employ("another", {"cases.read"}, town.elsewhere);
    CHECK(shows(town.site.get(address), pump));
    std::string property;  // below the case of the same name
    const auto of_property = json::parse(town.site.post("/kontaktcenter/forslag", {{"q", "eken 1:7"}}).body).value();
    for (const auto& one : of_property.items())
        if (one.has("fields")) property = one["fields"]["plats"].text();
    CHECK(town.site.post(address + "/plats", {{"plats", property}}).status == 303);
    CHECK(shows(town.site.get(address), "Ekvägen 7, 123 45 Exempelby; Ekvägen 9, 123 45 Exempelby"));

    CHECK(town.site.post(address + "/plats", {{"plats", "17"}}).status == 404);
    town.site.post(address + "/plats", {{"ingen", "1"}});
    CHECK_FALSE(shows(town.site.get(address), "Platsen det gäller"));
}

TEST_CASE("how it ended is one press: solved, handed over to a unit, or call back at a time") {
    Town town;
    CHECK(town.finish(town.begin(), {{"utfall", "solved"}, {"note", "Låt den stå."}}).status == 303);
    CHECK(town.newest().outcome == contacts::Outcome::solved);
    CHECK(town.newest().said.note == "Låt den stå.");

    auto address = town.begin("070-174 06 06");
    const auto wrong =
        town.finish(address, {{"utfall", "call_back"}, {"note", "Ring mig"}, {"call_back_day", "31 juni"}, {"call_back_clock", "25.00"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Skriv en dag från och med i dag"));
    CHECK(shows(wrong, "Skriv ett klockslag"));
    CHECK(shows(wrong, "Ring mig"));
    CHECK(
        town.finish(address,
                    {{"utfall", "call_back"}, {"call_back_day", to_iso(Date{swedish_date(now()).days + 1})}, {"call_back_clock", "14.30"}})
            .status == 303);
    CHECK(shows(town.site.get("/kontaktcenter/aterringning"), "070-174 06 06"));

    address = town.begin("070-174 06 07");
    CHECK(town.finish(address, {{"utfall", "handed_over"}}).status == 422);
    CHECK(
        town.finish(address, {{"utfall", "handed_over"}, {"unit", std::to_string(town.here.value)}, {"note", "Lampan är trasig"}}).status ==
        303);
    CHECK(town.finish(address, {{"utfall", "bort"}}).status == 422);
}

TEST_CASE("what an agent has written is not lost when somebody else was before, and the page says why nothing came of it") {
    Town town;
    const auto address = town.begin("070-174 06 07");
    town.site.sign_in_account(town.employ("another", {"contacts.serve", "cases.read"}, town.top));
    const auto refused = town.finish(address, {{"utfall", "solved"}, {"note", "Vi byter lampan på fredag"}});
    CHECK(refused.status == 409);
    CHECK(shows(refused, "Vi byter lampan på fredag"));
    CHECK(shows(refused, "Någon annan har redan tagit kontakten"));
    CHECK(shows(town.site.get(address), "Ta över"));
    CHECK_FALSE(shows(town.site.get(address), "Hur slutade det?"));
    CHECK(town.site.post(address + "/ta", {{"over", "1"}}).status == 303);
    CHECK(town.finish(address, {{"utfall", "solved"}, {"note", "Klart"}}).status == 303);
    town.enter_agent();
    const auto late = town.finish(address, {{"utfall", "solved"}, {"note", "Mitt långa svar"}});
    CHECK(late.status == 409);
    CHECK(shows(late, "Mitt långa svar"));
    CHECK(shows(late, "Kontakten är redan avslutad"));
}

TEST_CASE("the inbox has names: who reads it is in the log, once for a page that is opened again and again") {
    Town town;
    town.site.get("/kontaktcenter");
    town.site.get("/kontaktcenter");
    CHECK(town.logs("contacts.inbox_opened") == 1);
}

TEST_CASE("a unit sees what was handed over to it until somebody has answered, and another unit never does") {
    Town town;
    town.finish(town.begin("070-174 06 07"),
                {{"utfall", "handed_over"}, {"unit", std::to_string(town.here.value)}, {"note", "Lampan är trasig"}});
    const auto address = "/kontaktcenter/overlamnade/" + std::to_string(town.newest().id.value);
    town.site.sign_in_account(town.employ("other", {"contacts.answer"}, town.elsewhere));
    CHECK(town.site.get(address).status == 404);
    CHECK(town.site.post(address, {{"note", "Nej"}}).status == 404);
    town.site.sign_in_account(town.employ("officer", {"contacts.answer"}, town.here));
    CHECK(shows(town.site.get("/kontaktcenter/overlamnade"), address));
    CHECK(shows(town.site.get(address), "Lampan är trasig"));
    CHECK(town.site.last_audit()->event == "contacts.opened");
    CHECK(town.site.post(address, {{"note", ""}}).status == 422);
    CHECK(town.site.post(address, {{"note", "Bytt i dag."}}).status == 303);
    CHECK(town.site.get(address).status == 404);
    CHECK(town.newest().said.note == "Lampan är trasig\n\nBytt i dag.");
    CHECK(shows(town.site.post(address, {{"note", "Också mitt svar"}}), "Också mitt svar"));
    CHECK(town.newest().said.note == "Lampan är trasig\n\nBytt i dag.");
}

TEST_CASE("what concerns a case is written into it, if it is one that the agent may read or the person's own") {
    Town town;
    const auto of = town.apply(town.kim, TestTown::Stage::received, "varmepump");
    town.site.sign_in_account(town.employ("another", {"contacts.serve"}, town.top));
    const auto address = town.begin("kim");
    const TestSite::Typed typed = {{"utfall", "handed_over"}, {"case_number", of.number}, {"note", "Kim vill lägga till en ritning."}};
    CHECK(shows(town.finish(address, typed), "Vi hittar inget sådant ärende"));
    town.give_kim(address);
    CHECK(town.finish(address, typed).status == 303);
    CHECK(town.newest().case_id == of.id);
    CHECK(town.newest().state == contacts::State::closed);
    const auto messages = town.read(
        [&](db::Connection& db) { return cases::messages(db, town.site.tenant(), cases::find(db, town.site.tenant(), of.id).value()); });
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].is_note);
    CHECK(messages[0].text == "Kim vill lägga till en ritning.");
}

TEST_CASE("a resident's question waits in the console, and a wrong one says what to do and loses nothing") {
    Town town;
    town.site.sign_out();
    const auto wrong = town.site.post("/kontakt", {{"subject", "waste"}, {"words", "Var är min tunna?"}, {"email", "ingen adress"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Skriv en e-postadress"));
    CHECK(shows(wrong, "Var är min tunna?"));
    CHECK(shows(town.site.follow(town.site.post("/kontakt", {{"subject", "waste"}, {"words", "Var är min tunna?"}})),
                "vi har tagit emot din fråga"));
    const auto newest = town.newest();
    CHECK_FALSE(newest.person);
    CHECK((newest.said.name + newest.said.phone + newest.said.email).empty());
    town.site.sign_in_resident(town.kim);
    CHECK(shows(town.site.get("/kontakt"), "Kim Exempel"));
    town.site.post("/kontakt", {{"subject", "school"}, {"words", "Hej"}});
    CHECK(town.newest().person == town.kim);
    town.enter_agent();
    CHECK(shows(town.site.get("/kontaktcenter"), "Okänd"));
    const auto address = "/kontaktcenter/kontakter/" + std::to_string(town.newest().id.value);
    CHECK(shows(town.site.get(address), "Ta kontakten"));
    CHECK(town.site.post(address + "/ta").status == 303);
    CHECK(town.site.post(address + "/ta").status == 409);
    CHECK(shows(town.site.post(address + "/ta"), "Någon annan har redan tagit kontakten"));
    CHECK(shows(town.site.get(address), "Hur slutade det?"));
}

TEST_CASE("a letter that was scanned is kept with the contact, and opened by who may read it") {
    Town town;
    const auto begun = town.site.upload("/kontaktcenter/kontakter", {{"who", "kim"}, {"channel", "letter"}},
                                        {{"original", "brev.txt", "Hej kommunen", "text/plain"}});
    const std::string address(header_of(begun, "Location"));
    const auto original =
        town.read([&](db::Connection& db) { return contacts::originals(db, town.site.tenant(), town.newest().id).at(0); });
    CHECK(shows(town.site.get(address), "brev.txt"));
    const auto file = town.site.get(address + "/original/" + std::to_string(original.id));
    CHECK(file.status == 200);
    CHECK(whole(*file.file) == "Hej kommunen");
    town.site.sign_in_account(town.employ("other", {"contacts.serve"}, town.elsewhere));
    CHECK(town.site.get(address).status == 404);
    CHECK(town.site.get(address + "/original/" + std::to_string(original.id)).status == 404);
}

TEST_CASE("an original of a kind that is not taken is said to be so, and no contact is begun") {
    Town town;
    const auto begun = [&] {
        return town.read([](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM contacts_contact"); });
    };
    const auto again = town.site.upload("/kontaktcenter/kontakter", {{"who", "kim"}, {"channel", "letter"}},
                                        {{"original", "brev.txt", "<html><script>alert(1)</script></html>", "text/plain"}});
    CHECK(again.status == 422);
    CHECK(shows(again, "brev.txt"));
    CHECK(begun() == 0);
}

TEST_CASE("a telephone system tells of a call: it rings with the number that calls, and is missed when nobody answers before it ends") {
    Town town;
    town.enter_program();
    const auto tell = [&](const std::string& call, const std::string& event) {
        return town.site.post_json("/api/v1/calls", R"({"call":")" + call + R"(","event":")" + event + R"(","from":"0701740605"})").status;
    };
    CHECK(tell("a", "answered") == 404);
    CHECK(tell("a", "ringing") == 200);
    CHECK_FALSE(town.newest().person);
    CHECK(town.newest().said.phone == "0701740605");
    CHECK(town.site.last_audit()->event == "contacts.received");
    CHECK(tell("a", "ended") == 200);
    CHECK(town.site.last_audit()->event == "contacts.call_told");
    CHECK(town.newest().outcome == contacts::Outcome::missed);
    CHECK(tell("b", "ringing") == 200);
    CHECK(tell("b", "answered") == 200);
    CHECK(tell("b", "ended") == 200);
    CHECK(town.newest().state == contacts::State::waiting);
    CHECK_FALSE(town.newest().outcome);
    CHECK(tell("b", "exploded") == 422);
    CHECK(town.site.post_json("/api/v1/calls", "[]").status == 422);
}

TEST_CASE("a program brings in a text message once, and its answer belongs to the same thread") {
    Town town;
    town.enter_program();
    const auto bring = [&](const std::string& id, const std::string& more) {
        return town.site.post_json("/api/v1/contacts", R"({"channel":"sms","id":")" + id + R"(","words":"Hej")" + more + "}");
    };
    const auto first = bring("1", R"(,"phone":"070-174 06 05")");
    CHECK(first.status == 201);
    CHECK(bring("1", "").body == first.body);
    CHECK(town.logs("contacts.received") == 1);
    bring("2", R"(,"answers":"1")");
    CHECK(town.newest().thread != town.newest().id);
    CHECK(town.site.post_json("/api/v1/contacts", R"({"channel":"desk","id":"3","words":"Hej"})").status == 422);
}

TEST_CASE("a file of calls is taken in once, and says which lines cannot be read") {
    Town town;
    const std::string file =
        "samtal;nummer;början;svar;slut\n1;0701740605;2026-04-14 09:40:12;2026-04-14 09:40:30;2026-04-14 09:45:00\n2;0701740606;2026-04-14 "
        "09:50:00;;2026-04-14 09:51:00\n3;x;i går;;\n";
    const auto take = [&] { return town.site.upload("/kontaktcenter/samtal", {}, {{"calls", "samtal.csv", file, "text/csv"}}); };
    const auto page = take();
    CHECK(shows(page, "2 samtal är nya."));
    CHECK(shows(page, "Rad 4 går inte att läsa."));
    CHECK(shows(take(), "2 fanns redan."));
    CHECK(shows(town.site.post("/kontaktcenter/samtal"), "Välj en samtalslista"));
}

TEST_CASE("a line of a call file has its times in order, and none that does not exist") {
    CHECK(read_calls("1;;2026-04-14 09:40:12;;2026-04-14 09:45:00").calls.size() == 1);
    CHECK(
        read_calls("call,from,began,answered,ended\n\"1\",\"07\",\"2026-04-14T09:40:12\",\"\",\"2026-04-14T09:45:00\"\r\n").calls.size() ==
        1);
    for (const auto* wrong : {"1;;2026-04-14 09:40:12;;2026-04-14 09:39:00", "1;;2026-04-14 25:40:12;;2026-04-15 09:39:00",
                              ";;2026-04-14 09:40:12;;2026-04-14 09:45:00", "1;;2026-04-14 09:40:12;snart;2026-04-14 09:45:00"})
        CHECK(read_calls("x\n" + std::string(wrong)).wrong_lines == std::vector{2});
}

TEST_CASE("how long somebody has waited is said in words that cannot be taken for a time of day") {
    Town town;
    town.write([&](db::Connection& db) {
        contacts::receive(db, town.site.tenant(),
                          {.channel = contacts::Channel::email, .said = {.words = "Hej"}, .at = now() - 125 * microseconds_a_minute});
    });
    CHECK(shows(town.site.get("/kontaktcenter"), "2 tim 5 min"));
}

TEST_CASE("a clock is typed with a point or a colon, or as the hour alone") {
    CHECK(clock_typed("14.30") == 870);
    CHECK(clock_typed("14:30") == 870);
    CHECK(clock_typed("8") == 480);
    for (const auto* wrong : {"", "24.00", "14.60", "halv tre", "1.2.3"}) CHECK_FALSE(clock_typed(wrong));
}

TEST_CASE("the figures count only what the reader serves, and the file has a row for each contact without names") {
    Town town;
    town.finish(town.begin("070-174 06 05"), {{"utfall", "solved"}});
    const auto page = town.site.get("/kontaktcenter/statistik");
    CHECK(shows(page, "Lösta vid första kontakten"));
    CHECK(shows(page, "100 %"));
    const auto file = town.site.get("/kontaktcenter/statistik/kontakter.csv");
    CHECK(shows(file, R"("Samtal","Avfall och vatten","Klar","Löst")"));
    CHECK_FALSE(shows(file, "070"));
    CHECK(town.site.last_audit()->event == "contact_centre.contacts_exported");
    town.site.sign_in_account(town.employ("other", {"contacts.serve"}, town.elsewhere));
    CHECK_FALSE(shows(town.site.get("/kontaktcenter/statistik/kontakter.csv"), "Löst\""));
}

TEST_CASE("a figure opens the contacts that it counts, for whoever serves where they are, with a file of one row each") {
    Town town;
    const auto solved = town.begin("070-174 06 05"), open = town.begin("070-174 06 06", "desk");
    town.finish(solved, {{"utfall", "solved"}});
    const auto page = town.site.get("/kontaktcenter/statistik");
    const auto link = [&](const std::string& what) {
        const auto at = page.body.find("/kontaktcenter/statistik/kontakter?slag=" + what + "&amp;");
        REQUIRE(at != std::string::npos);
        auto found = page.body.substr(at, page.body.find('"', at) - at);
        for (std::size_t amp; (amp = found.find("&amp;")) != std::string::npos;) found.erase(amp + 1, 4);
        return found;
    };
    const auto all = town.site.get(link("received"));
    CHECK(shows(all, solved));
    CHECK(shows(all, open));
    CHECK(shows(all, "2 kontakter bakom siffran"));
    for (const auto* what : {"calls", "ended", "solved", "answered", "answered_at_once"}) {
        const auto behind = town.site.get(link(what));
        CHECK(shows(behind, solved));
        CHECK_FALSE(shows(behind, open));
    }
    CHECK(shows(page, "slag=received&amp;fran="));
    CHECK(shows(page, "&amp;kanal=desk"));
    CHECK_FALSE(shows(town.site.get(link("received") + "&kanal=desk"), solved));
    auto file = link("solved");
    file.insert(file.find('?'), ".csv");
    CHECK(shows(town.site.get(file), R"("Samtal","Avfall och vatten","Klar","Löst")"));
    CHECK_FALSE(shows(town.site.get(file), R"("Besök")"));
    CHECK(town.site.get("/kontaktcenter/statistik/kontakter?slag=x&fran=y&till=z&kanal=w").status == 200);
    town.site.sign_in_account(town.employ("other", {"contacts.serve"}, town.elsewhere));
    CHECK(shows(town.site.get(link("received")), "Inga kontakter"));
}

TEST_CASE("the staffing forecast draws how many are needed beside the calls") {
    Town town;
    const auto next = flows::after_working_days(swedish_date(now()), 1);
    town.write([&](db::Connection& db) {
        for (int call = 0; call < 8; ++call)
            contacts::receive(db, town.site.tenant(),
                              {.channel = contacts::Channel::phone, .at = swedish_time(Date{next.days - 7}, call < 4 ? 9 : 11)});
        const auto timed =
            contacts::receive(db, town.site.tenant(), {.channel = contacts::Channel::phone, .at = now() - 10 * microseconds_a_minute});
        contacts::note_answered(db, timed, now() - 9 * microseconds_a_minute);
        contacts::note_ended(db, timed, now());
    });
    const auto page = town.site.get("/kontaktcenter/statistik");
    const auto drawn = page.body.find("Så många behövs, och väntade samtal");
    REQUIRE(drawn != std::string::npos);
    CHECK(page.body.find(">Behöver svara</text>", drawn) != std::string::npos);
    CHECK(page.body.find(">Väntade samtal</text>", drawn) != std::string::npos);
    CHECK(page.body.find(">09.00</text>", drawn) != std::string::npos);
    // What is expected opens the calls of that half-hour in the weeks before.
    const auto at = page.body.find("/kontaktcenter/statistik/kontakter?slag=expected");
    REQUIRE(at != std::string::npos);
    auto history = page.body.substr(at, page.body.find('"', at) - at);
    for (std::size_t amp; (amp = history.find("&amp;")) != std::string::npos;) history.erase(amp + 1, 4);
    CHECK(history.ends_with("halvtimme=18"));
    const auto behind = town.site.get(history);
    CHECK(shows(behind, "4 kontakter bakom siffran"));
    CHECK(shows(behind, "09.00"));
    CHECK(shows(town.site.get(history.substr(0, history.size() - 2) + "19"), "0 kontakter bakom siffran"));
    CHECK(town.site.get(history.substr(0, history.size() - 2) + "999").status == 200);
}

TEST_CASE("a special day is entered on a page, changes the forecast of the day that is looked at, and is removed there") {
    Town town;
    set_clock(swedish_time(*date_from_iso("2026-04-14"), 10));
    const auto calls = [&](const char* iso, int number) {
        for (int call = 0; call < number; ++call)
            town.write([&](db::Connection& db) {
                contacts::receive(db, town.site.tenant(),
                                  {.channel = contacts::Channel::phone, .at = swedish_time(*date_from_iso(iso), 9)});
            });
    };
    calls("2026-03-24", 2);
    calls("2026-03-31", 6);
    const auto address = "/kontaktcenter/sarskilda-dagar";
    const auto wrong = town.site.post(address, {{"name", "Fakturor"}, {"first", "31 mras"}, {"last", ""}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "31 mras"));
    CHECK(shows(wrong, "Skriv en dag, till exempel 3 mars"));
    CHECK(town.site.post(address, {{"name", "Fakturor"}, {"first", "2026-03-31"}, {"last", ""}}).status == 303);
    CHECK(town.site.post(address, {{"name", "Fakturor"}, {"first", "2026-04-21"}, {"last", "2026-04-22"}}).status == 303);
    const auto page = town.site.get(address);
    CHECK(shows(page, "21 april 2026 till 22 april 2026"));
    CHECK(shows(page, "slag=calls&amp;fran=2026-03-31&amp;till=2026-03-31"));
    CHECK(shows(town.site.get("/kontaktcenter/statistik?dag=2026-04-21"),
                "24,0 gånger så många samtal som en vanlig dag, efter en sådan dag"));
    CHECK_FALSE(shows(town.site.get("/kontaktcenter/statistik?dag=2026-04-28"), "gånger så många"));
    const auto past = town.site.get("/kontaktcenter/statistik?dag=2026-04-01");
    CHECK(shows(past, "Skriv en dag från i dag till ett år framåt"));
    CHECK(shows(past, "2026-04-01"));
    const auto day = town.read([](db::Connection& db) { return contacts::special_days(db, Date{0}, Date{40'000}).front().id.value; });
    CHECK(town.site.post(std::string(address) + "/ta-bort", {{"day", std::to_string(day)}}).status == 303);
    CHECK_FALSE(shows(town.site.get(address), "21 april"));
    CHECK(town.site.post(std::string(address) + "/ta-bort", {{"day", "1"}}).status == 404);
    use_machine_clock();
}

TEST_CASE("a household that sends a flood of questions is told to wait and loses nothing; who is signed in is not held back") {
    Town town;
    town.site.limit_writes(1000);
    town.site.sign_out();
    const TestSite::Typed typed{{"subject", "waste"}, {"words", "Hej <b>"}};
    for (std::int64_t i = 0; i < contacts::most_of_household; ++i) CHECK(town.site.post("/kontakt", typed).status == 303);
    const auto held = town.site.post("/kontakt", typed);
    CHECK(held.status == 422);
    CHECK(shows(held, "Vänta tio minuter"));
    CHECK(shows(held, "Hej &lt;b&gt;"));
    CHECK(town.read([](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM contacts_contact"); }) ==
          contacts::most_of_household);
    town.site.sign_in_resident(town.kim);
    CHECK(town.site.post("/kontakt", typed).status == 303);
}

}  // namespace contact_centre
