#include "areas/fault_reports/area.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>

#include "areas/fault_reports/sending.h"
#include "areas/fault_reports/town_for_tests.h"
#include "foundation/geo/photo_position.h"
#include "foundation/pictures/photo_for_tests.h"

namespace fault_reports {

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("whoever points out what, where and how it looks has made a case at the unit that mends it") {
    TOWN();
    const auto number = town.report({});
    const auto of = town.case_of(number);
    CHECK(of.service == "fel-vatten");
    CHECK(of.state == "received");
    CHECK(of.due_on);
    const auto page = town.site.get("/felanmalan/" + number);
    CHECK(shows(page, "Vatten och avlopp"));
    CHECK(shows(page, "Vi har tagit emot felanmälan"));
}

TEST_CASE("nothing that somebody has written stands on the public page until staff let it") {
    TOWN();
    const auto number = town.report({{"text", "Granne Kim Exempel har grävt"}, {"epost", "robin@exempel.example"}});
    CHECK_FALSE(shows(town.site.get("/felanmalan/" + number), "har grävt"));
    CHECK_FALSE(shows(town.site.get("/api/open311/v2/requests/" + number + ".json"), "Kim"));
    town.enter_crew();
    CHECK(shows(town.site.get("/handlaggning/felanmalningar/" + number), "Granne Kim Exempel har grävt"));
    CHECK(town.site.last_audit()->event == "cases.opened");
    CHECK(town.site.post("/handlaggning/felanmalningar/" + number + "/visa", {{"beskrivning", "Vatten rinner ut"}}).status == 303);
    town.site.sign_out();
    CHECK(shows(town.site.get("/felanmalan/" + number), "Vatten rinner ut"));
    CHECK(shows(town.site.get("/api/open311/v2/requests/" + number + ".json"), "Vatten rinner ut"));
}

TEST_CASE("what a device sends again because the answer was lost is done once; another deed is told that it came too late") {
    TOWN();
    const auto number = town.report({});
    town.enter_crew();
    const auto mend = [&](std::string_view name) {
        return town.site.post("/handlaggning/felanmalningar/" + number + "/lagat",
                              {{"svar", "Lagat."}, {"_nyckel", std::string(48, name.front())}});
    };
    CHECK(mend("one").status == 303);
    CHECK(mend("one").status == 303);
    CHECK(mend("another").status == 409);
}

TEST_CASE("what is missing is said, and nothing that was typed is lost") {
    TOWN();
    const auto page = town.site.post("/felanmalan", {{"plats", "Storgatan"}, {"epost", "robin@"}, {"text", "Vi badade <i> ån"}});
    CHECK(page.status == 422);
    CHECK(shows(page, "Välj vad som är fel"));
    CHECK(shows(page, "robin@"));
    CHECK(shows(page, "Vi badade &lt;i&gt; ån"));
    const auto nowhere = town.site.post("/felanmalan", {{"typ", "fel-vatten"}, {"plats", "Ingenstansgatan"}, {"text", "Läcka"}});
    CHECK(shows(nowhere, "Vi hittar inte platsen"));
    CHECK(shows(town.site.post("/felanmalan", {{"typ", "fel-vatten"}, {"plats", "Storgatan"}}), "Beskriv felet eller skicka en bild"));
}

TEST_CASE("the category is guessed from the words, in any of their forms, and shown before it is sent") {
    TOWN();
    const auto page = town.site.post("/felanmalan", {{"plats", "Storgatan"}, {"text", "Gatlamporna har slocknat"}});
    CHECK(page.status == 200);
    CHECK(shows(page, "Vi har gissat"));
    CHECK(std::regex_search(page.body, std::regex(R"re(value="fel-belysning" +checked)re")));
    const auto all = town.read(categories);
    CHECK(suggested(all, "xyz") == nullptr);
}

TEST_CASE("a category's own questions are asked before it is sent, once") {
    TOWN();
    const auto asked = town.site.post("/felanmalan", {{"typ", "fel-belysning"}, {"plats", "Storgatan"}, {"text", "Trasig"}});
    CHECK(asked.status == 200);
    CHECK(shows(asked, "Vad är det med lampan?"));
    const auto sent = town.site.post(
        "/felanmalan",
        {{"typ", "fel-belysning"}, {"plats", "Storgatan"}, {"text", "Trasig"}, {"_fragor", "fel-belysning"}, {"lamp", "flickers"}});
    CHECK(sent.status == 303);
}

TEST_CASE("reports near are shown first, and following one tells when it is mended") {
    TOWN();
    const auto first = town.report({});
    const auto page = town.site.post("/felanmalan", town.typed({{"_sett", ""}}));
    CHECK(page.status == 200);
    CHECK(shows(page, "Är det något av de här?"));
    CHECK(shows(page, first));
    CHECK(town.site.post("/felanmalan/" + first + "/folj", {{"kontakt", "ingen"}}).status == 422);
    CHECK(town.site.post("/felanmalan/" + first + "/folj", {{"kontakt", "alex@exempel.example"}}).status == 303);
    CHECK(town.site.post("/felanmalan/" + first + "/folj", {{"kontakt", "alex@exempel.example"}}).status == 303);
    CHECK(shows(town.site.get("/felanmalan/" + first), "1 person följer felet."));
    town.mend(first, "Röret är bytt");
    const auto& mail = town.mail_to("alex@exempel.example");
    CHECK(mail.text.find("Röret är bytt") != std::string::npos);
}

TEST_CASE("the reporter says with one tap that it is not mended, and it is open again at the same unit; yes is counted") {
    TOWN();
    const auto number = town.report({{"epost", "robin@exempel.example"}});
    const auto before = town.case_of(number);
    town.mend(number, "Lagat");
    const auto link = town.link_to("robin@exempel.example", "/svar/");
    CHECK(shows(town.site.get(link), "Är felet lagat?"));
    CHECK(shows(town.site.post(link, {{"svar", "nej"}}), "Vi har öppnat felanmälan igen"));
    CHECK(town.case_of(number).state == "in_progress");
    CHECK(town.case_of(number).unit == before.unit);
    CHECK_FALSE(town.case_of(number).closed_at);
    CHECK(shows(town.site.post(link, {{"svar", "nej"}}), "Felanmälan är redan öppen"));
    town.mend(number, "Lagat igen");
    CHECK(shows(town.site.post(link, {{"svar", "ja"}}), "Vad bra"));
    CHECK(town.site.get("/felanmalan/" + number + "/svar/pahittad").status == 404);
}

TEST_CASE("a no takes the place of a yes, and opens the report") {
    TOWN();
    const auto number = town.report({{"epost", "robin@exempel.example"}});
    town.mend(number, "Lagat");
    const auto link = town.link_to("robin@exempel.example", "/svar/");
    const auto verdicts = [&] { return town.read([](db::Connection& db) { return store::verdicts(db, "fel-vatten", Timestamp{0}); }); };
    town.site.post(link, {{"svar", "ja"}});
    CHECK(verdicts().yes == 1);
    CHECK(shows(town.site.post(link, {{"svar", "nej"}}), "Vi har öppnat felanmälan igen"));
    CHECK(verdicts().yes == 0);
    CHECK(verdicts().no == 1);
    CHECK(town.case_of(number).state == "in_progress");
}

TEST_CASE("of a report that was closed without mending nobody is asked whether it is mended, and no answer is counted as if") {
    TOWN();
    const auto number = town.report({{"epost", "robin@exempel.example"}});
    town.enter_crew();
    town.site.post("/handlaggning/felanmalningar/" + number + "/avsluta", {{"svar", "Det är en privat brunn"}});
    town.site.run_jobs();
    town.site.sign_out();
    const auto link = town.link_to("robin@exempel.example", "/svar/");
    CHECK(shows(town.site.get(link), "Är det rätt att avsluta utan att laga?"));
    CHECK(shows(town.site.post(link, {{"svar", "ja"}}), "Då är felanmälan avslutad"));
    CHECK(shows(town.site.post(link, {{"svar", "nej"}}), "Vi har öppnat felanmälan igen"));
    const auto counted = town.read([](db::Connection& db) { return store::verdicts(db, "fel-vatten", Timestamp{0}); });
    CHECK(counted.yes + counted.no == 0);
    CHECK(town.case_of(number).state == "in_progress");
}

TEST_CASE("a resident who has signed in is told where My pages says, without typing an address") {
    TOWN();
    const auto kim = town.add_resident("Kim Exempel");
    town.write([&](db::Connection& db) {
        auto person = identity::find_person(db, town.site.tenant().secret, kim).value();
        person.email = "kim@exempel.example";
        must(identity::change_person(db, town.site.tenant().secret, person));
    });
    town.site.sign_in_resident(kim);
    const auto sent = town.site.post("/felanmalan", Town::typed({}));
    const std::string where(header_of(sent, "Location"));
    town.mend(where.substr(12, where.find('?') - 12), "Lagat");
    CHECK(town.mail_to("kim@exempel.example").text.find("Stämmer det?") != std::string::npos);
}

TEST_CASE("an address is told once, also when the reporter follows too, and says where it wants to hear no more") {
    TOWN();
    const auto number = town.report({{"epost", "robin@exempel.example"}});
    town.site.run_jobs();
    town.site.post("/felanmalan/" + number + "/folj", {{"kontakt", "Robin@exempel.example"}});
    town.mails.clear();
    town.mend(number, "Lagat");
    CHECK(town.mails.size() == 1);
    const auto choice = town.link_to("robin@exempel.example", "/meddelanden/"), link = town.link_to("robin@exempel.example", "/svar/");
    CHECK(shows(town.site.get(choice), "Vill du att vi säger till"));
    CHECK(shows(town.site.post(choice, {{"val", "inga"}}), "Du får inga fler meddelanden"));
    town.site.post(link, {{"svar", "nej"}});
    town.mails.clear();
    town.mend(number, "Lagat igen");
    CHECK(town.mails.empty());
    CHECK(town.site.get("/felanmalan/" + number + "/meddelanden/pahittad").status == 404);
}

TEST_CASE("who only follows is told once, and again when whoever reads there has answered; one who says no is forgotten") {
    TOWN();
    const auto number = town.report({{"epost", "robin@exempel.example"}});
    for (const auto* contact : {"alex@exempel.example", "kim@exempel.example"})
        town.site.post("/felanmalan/" + number + "/folj", {{"kontakt", contact}});
    town.mend(number, "Lagat");
    CHECK(town.mail_to("alex@exempel.example").text.find("Vi skriver inte igen om du inte svarar") != std::string::npos);
    CHECK(shows(town.site.post(town.link_to("kim@exempel.example", "/meddelanden/"), {{"val", "fler"}}), "Vi säger till"));
    town.site.post(town.link_to("robin@exempel.example", "/svar/"), {{"svar", "nej"}});
    town.mails.clear();
    town.mend(number, "Lagat igen");
    const auto told = [&](std::string_view address) { return std::ranges::count(town.mails, address, &mail::Message::to); };
    CHECK(told("alex@exempel.example") == 0);
    CHECK(told("kim@exempel.example") >= 1);
    town.site.post(town.link_to("kim@exempel.example", "/meddelanden/"), {{"val", "inga"}});
    const auto id = town.case_of(number).id;
    CHECK(town.read([&](db::Connection& db) { return store::count_followers(db, id); }) == 1);
}

TEST_CASE("what a device kept without a connection is taken once, however often it is sent") {
    TOWN();
    const std::string name(48, 'a');
    const auto sent = [&] { return town.report({{"_sand", "genast"}, {"_nyckel", name}}); };
    const auto number = sent();
    CHECK(sent() == number);
    CHECK(town.report({{"_sand", "genast"}, {"_nyckel", std::string(48, 'b')}}) != number);
    CHECK(town.report({{"_nyckel", "kort"}}) != town.report({{"_nyckel", "kort"}}));
}

TEST_CASE("a picture that everybody sees has nothing of where and when it was taken, and none is shown before staff say so") {
    TOWN();
    const auto photo = pictures::photo_of_camera();
    const auto sent = town.site.upload("/felanmalan", Town::typed({}), {{"bild", "bild.jpg", photo, "image/jpeg"}});
    const std::string where(header_of(sent, "Location"));
    const auto number = where.substr(12, where.find('?') - 12), work = "/handlaggning/felanmalningar/" + number;
    const auto shown = [&] {
        town.site.sign_out();
        std::smatch found;
        const auto page = town.site.get("/felanmalan/" + number).body;
        return std::regex_search(page, found, std::regex(R"re(src="(/felanmalan/[^"]+/bild/\d+)")re")) ? found[1].str() : "";
    };
    CHECK(shown().empty());
    town.enter_crew();
    const auto of = town.case_of(number);
    const auto document = town.read([&](db::Connection& db) { return cases::documents(db, town.site.tenant(), of).at(0).id; });
    CHECK(town.site.post(work + "/visa", {{"beskrivning", "Läcka"}, {"bild", std::to_string(document.value)}}).status == 303);
    const auto picture = town.site.get(shown());
    CHECK(picture.type == "image/jpeg");
    CHECK(picture.body.starts_with("\xFF\xD8"));
    CHECK_FALSE(geo::photo_position(picture.body));
    CHECK(picture.body.find("2026:11:26") == std::string::npos);

    town.enter_crew();
    town.site.upload(work + "/lagat", {{"svar", "Lagat"}}, {{"efter", "efter.jpg", photo, "image/jpeg"}});
    CHECK_FALSE(shows(town.site.get("/felanmalan/" + number), "Bild efter åtgärden"));
}

TEST_CASE("the crew's own picture is shown when they say so, and a file that is no picture is refused") {
    TOWN();
    const auto number = town.report({});
    town.enter_crew();
    const auto finish = [&](const std::string& content, const std::string& type) {
        return town.site.upload("/handlaggning/felanmalningar/" + number + "/lagat", {{"svar", "Lagat"}, {"visa_efter", "1"}},
                                {{"efter", "efter", content, type}});
    };
    CHECK(shows(finish("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "application/pdf"), "Bilden går inte att visa för alla"));
    CHECK(town.case_of(number).state == "received");
    CHECK(finish(pictures::photo_of_camera(), "image/jpeg").status == 303);
    CHECK(shows(town.site.get("/felanmalan/" + number), "Bild efter åtgärden"));
}

TEST_CASE("closing without mending needs a reason, and two who close at once are told apart") {
    TOWN();
    const auto number = town.report({});
    town.enter_crew();
    const auto address = "/handlaggning/felanmalningar/" + number;
    CHECK(shows(town.site.post(address + "/avsluta", {{"svar", ""}}), "Skriv varför"));
    CHECK(town.site.post(address + "/borja").status == 303);
    CHECK(town.case_of(number).officer == town.crew);
    CHECK(town.site.post(address + "/avsluta", {{"svar", "Det är en privat brunn"}}).status == 303);
    const auto late = town.site.post(address + "/lagat", {{"svar", "Ventilen är bytt"}});
    CHECK(late.status == 409);
    CHECK(shows(late, "Det här skickades inte"));
    CHECK(shows(late, "Ventilen är bytt"));
    CHECK(shows(town.site.get("/felanmalan/" + number), "Det är en privat brunn"));
}

TEST_CASE("words for everybody that are too long are said to be, and none of them is lost") {
    TOWN();
    const auto number = town.report({});
    town.enter_crew();
    const auto address = "/handlaggning/felanmalningar/" + number, words = std::string(longest_answer, 'a') + " och slutet";
    for (const auto& [form, field] : {std::pair("/lagat", "svar"), std::pair("/visa", "beskrivning")}) {
        const auto again = town.site.post(address + form, {{field, words}});
        CHECK(again.status == 422);
        CHECK(shows(again, "Skriv högst 1000 tecken"));
        CHECK(shows(again, "a och slutet"));
    }
    CHECK(town.case_of(number).state == "received");
}

TEST_CASE("whoever wants to follow a report that was closed meanwhile is told so, on its page") {
    TOWN();
    const auto number = town.report({});
    town.mend(number, "Lagat");
    const auto page = town.site.post("/felanmalan/" + number + "/folj", {{"kontakt", "alex@exempel.example"}});
    CHECK(page.status == 409);
    CHECK(shows(page, "Lagat"));
    CHECK_FALSE(shows(page, "1 person följer felet"));
}

TEST_CASE("crews see their own units' reports, soonest due or nearest first") {
    TOWN();
    const auto far = town.report({{"plats", "60.0250, 15.3500"}}), close = town.report({{"plats", "60.0210, 15.3537"}});
    town.enter_crew();
    const auto by_distance = town.site.post("/handlaggning/felanmalningar", {{"fran", "60.0211, 15.3537"}}).body;
    CHECK(shows(town.site.get("/handlaggning/felanmalningar?fran=60.0211,%2015.3537"), "Bråttom först"));
    CHECK(by_distance.find(close) < by_distance.find(far));
    CHECK(shows(town.site.get("/handlaggning/felanmalningar"), far));
    const auto nowhere = town.site.post("/handlaggning/felanmalningar", {{"fran", "Ingenstansgatan"}});
    CHECK(nowhere.status == 422);
    CHECK(shows(nowhere, "Vi hittar inte platsen"));
    CHECK(shows(nowhere, "Ingenstansgatan"));
    CHECK(shows(nowhere, far));
    town.site.sign_in_account(town.employ("other", {"cases.read", "cases.decide"}, town.elsewhere));
    CHECK_FALSE(shows(town.site.get("/handlaggning/felanmalningar"), far));
    CHECK(town.site.get("/handlaggning/felanmalningar/" + far).status == 404);
    CHECK(town.site.post("/handlaggning/felanmalningar/" + far + "/lagat", {{"svar", "x"}}).status == 404);
}

TEST_CASE("the map shows what is open, in words and as GeoJSON, and a place that nobody knows is said") {
    TOWN();
    const auto number = town.report({});
    const auto whole = town.site.get("/felanmalan/karta");
    CHECK(shows(whole, number));
    const auto* map = municipality::map_of(town.site.tenant());
    const auto least = map->south_west(), most = map->north_east();
    CHECK(shows(whole, fmt::format("ruta={:.5f},{:.5f},{:.5f},{:.5f}\"", least.latitude, least.longitude, most.latitude, most.longitude)));
    CHECK(shows(town.site.get("/felanmalan/karta.geojson"), R"("href":"/felanmalan/)" + number));
    CHECK(shows(town.site.get("/felanmalan/karta?plats=Ingenstansgatan"), "Vi hittar inte platsen"));
    CHECK(shows(town.site.get("/felanmalan/karta.geojson?ruta=59.9,15.2,60.1,15.5"), R"("href":"/felanmalan/)" + number));
    CHECK_FALSE(shows(town.site.get("/felanmalan/karta.geojson?ruta=59.9,15.2,59.95,15.25"), number));
    for (const auto* nowhere : {"-9000000000000000,0,9000000000000000,0.001", "0,0,8589934.5915,4294967.295", "59.9,15.2,60.1,181"})
        CHECK(town.site.get("/felanmalan/karta.geojson?ruta=" + std::string(nowhere)).body ==
              town.site.get("/felanmalan/karta.geojson").body);
}

TEST_CASE("figures are shown from five on, with the interval of the share") {
    TOWN();
    for (int i = 0; i < 5; ++i) {
        const auto to = "robin" + std::to_string(i) + "@exempel.example";
        const auto number = town.report({{"epost", to}});
        town.mend(number, "Lagat");
        if (i == 4) CHECK_FALSE(shows(town.site.get("/felanmalan/statistik"), "100 % ("));
        CHECK(town.site.post(town.link_to(to, "/svar/"), {{"svar", "ja"}}).status == 200);
    }
    CHECK(shows(town.site.get("/felanmalan/statistik"), "100 % (57–100 %)"));
    const auto share = share_of(8, 2);
    REQUIRE(share);
    CHECK(share->percent == 80);
    CHECK(share->from == 49);
    CHECK(share->to == 94);
}

TEST_CASE("for staff each number of the statistics opens the reports that it counts; everybody sees the numbers alone") {
    TOWN();
    const auto open = town.report({}), mended = town.report({{"epost", "robin@exempel.example"}});
    town.mend(mended, "Lagat");
    town.site.post(town.link_to("robin@exempel.example", "/svar/"), {{"svar", "ja"}});
    CHECK_FALSE(shows(town.site.get("/felanmalan/statistik"), "slag="));
    town.enter_crew();
    const auto page = town.site.get("/handlaggning/felanmalningar/statistik");
    const auto behind = [&](const std::string& what) {
        const auto query = "/anmalningar?kategori=fel-vatten&amp;slag=" + what;
        CHECK(shows(page, query));
        return town.site.get("/handlaggning/felanmalningar/statistik/anmalningar?kategori=fel-vatten&slag=" + what);
    };
    for (const auto* what : {"mended", "judged"}) {
        CHECK(shows(behind(what), mended));
        CHECK_FALSE(shows(behind(what), open));
    }
    CHECK(shows(behind("open"), open));
    CHECK_FALSE(shows(behind("open"), mended));
    CHECK(shows(behind("received"), open));
    CHECK(shows(behind("received"), mended));
    const auto file = town.site.get("/handlaggning/felanmalningar/statistik/anmalningar.csv?kategori=fel-vatten&slag=open");
    CHECK(shows(file, open));
    CHECK_FALSE(shows(file, mended));
    CHECK(town.site.last_audit()->event == "fault_reports.reports_exported");
    CHECK(town.site.get("/handlaggning/felanmalningar/statistik/anmalningar?kategori=pahittad").status == 404);
    // Whoever reads nowhere where a report is sees none of them.
    town.site.sign_in_account(town.employ("other", {"cases.read"}, town.elsewhere));
    const auto elsewhere = town.site.get("/handlaggning/felanmalningar/statistik/anmalningar?kategori=fel-vatten&slag=received");
    CHECK_FALSE(shows(elsewhere, open));
    CHECK(shows(elsewhere, "Siffran räknar 2 anmälningar. Du får öppna 0 av dem."));
}

}  // namespace fault_reports
