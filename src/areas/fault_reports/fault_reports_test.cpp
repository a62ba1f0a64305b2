#include "areas/fault_reports/area.h"

#include <catch2/catch.hpp>
#include <regex>

#include "areas/fault_reports/sending.h"
#include "areas/fault_reports/town_for_tests.h"

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
    town.mend(number, "Lagat igen");
    CHECK(town.site.post(link, {{"svar", "ja"}}).status == 200);
    CHECK(town.site.post(link, {{"svar", "nej"}}).status == 200);
    CHECK(town.case_of(number).state == "mended");
    CHECK(town.site.get("/felanmalan/" + number + "/svar/pahittad").status == 404);
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
    CHECK(town.site.post(address + "/lagat", {{"svar", "Klart"}}).status == 409);
    CHECK(shows(town.site.get("/felanmalan/" + number), "Det är en privat brunn"));
}

TEST_CASE("crews see their own units' reports, soonest due or nearest first") {
    TOWN();
    const auto far = town.report({{"plats", "60.0250, 15.3500"}}), close = town.report({{"plats", "60.0210, 15.3537"}});
    town.enter_crew();
    const auto by_distance = town.site.get("/handlaggning/felanmalningar?fran=60.0211,%2015.3537").body;
    CHECK(by_distance.find(close) < by_distance.find(far));
    CHECK(shows(town.site.get("/handlaggning/felanmalningar"), far));
    town.site.sign_in_account(town.employ("other", {"cases.read", "cases.decide"}, town.elsewhere));
    CHECK_FALSE(shows(town.site.get("/handlaggning/felanmalningar"), far));
    CHECK(town.site.get("/handlaggning/felanmalningar/" + far).status == 404);
    CHECK(town.site.post("/handlaggning/felanmalningar/" + far + "/lagat", {{"svar", "x"}}).status == 404);
}

TEST_CASE("the map shows what is open, in words and as GeoJSON, and a place that nobody knows is said") {
    TOWN();
    const auto number = town.report({});
    CHECK(shows(town.site.get("/felanmalan/karta"), number));
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

}  // namespace fault_reports
