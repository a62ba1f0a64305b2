#include <catch2/catch.hpp>

#include "areas/figures/area.h"
#include "engines/opinions/opinions.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace figures {
namespace {

struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({area()}, kind) {}

    std::string invited(int who) {
        return "/tyck-till/" + write([&](db::Connection& db) {
                   return opinions::invite(db, site.tenant().secret, "skolskjuts", "case 1 party " + std::to_string(who));
               });
    }
    void say_easy(int who, const std::string& answer) {
        CHECK(site.post(invited(who), {{"fraga", "easy"}, {"svar", answer}}).status == 303);
    }
    void enter_officer() { site.sign_in_account(employ("officer", {"cases.read"}, here)); }
};

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("whoever has the link answers each question with one tap, without signing in, and is thanked once") {
    TOWN();
    const auto link = town.invited(1);
    CHECK(shows(town.site.get(link), "Kände du dig trygg?"));
    const auto answered = town.site.follow(town.site.post(link, {{"fraga", "easy"}, {"svar", "ja"}}));
    CHECK(shows(answered, "ditt svar är räknat"));
    CHECK(shows(answered, "Kände du dig trygg?"));
    CHECK(town.site.post(link, {{"fraga", "easy"}, {"svar", "nej"}}).status == 303);
    const auto sums = town.read([](db::Connection& db) { return opinions::sums(db, "skolskjuts", Date{0}); });
    CHECK(sums.easy_yes == 1);
    CHECK(sums.easy_no == 0);
}

TEST_CASE("a made-up link leads nowhere, and a made-up question or answer counts nothing") {
    TOWN();
    CHECK(town.site.get("/tyck-till/pahittad").status == 404);
    CHECK(town.site.post("/tyck-till/pahittad", {{"fraga", "easy"}, {"svar", "ja"}}).status == 404);
    CHECK(town.site.post(town.invited(1), {{"fraga", "easy_yes"}, {"svar", "ja"}}).status == 303);
    CHECK(town.site.post(town.invited(1), {{"fraga", "easy"}, {"svar", "kanske"}}).status == 303);
    const auto sums = town.read([](db::Connection& db) { return opinions::sums(db, "skolskjuts", Date{0}); });
    CHECK(sums.easy_yes + sums.easy_no + sums.safe_yes + sums.safe_no == 0);
}

TEST_CASE("closed cases are counted for the same months as the answers") {
    TOWN();
    const auto kim = town.add_resident("Kim Exempel");
    town.apply(kim, TestTown::Stage::sent);
    town.apply(kim);
    town.enter_officer();
    CHECK(shows(town.site.get("/uppfoljning/tjanster.csv"), R"("Ansök om skolskjuts","2","","1",)"));
}

TEST_CASE("a service's page tells where the time goes, and its file has a row for each closed case that the reader may read") {
    TOWN();
    const auto kim = town.add_resident("Kim Exempel");
    const auto closed = town.apply(kim, TestTown::Stage::sent);
    const auto open = town.apply(kim);
    town.enter_officer();
    const auto page = town.site.get("/uppfoljning/skolskjuts");
    CHECK(shows(page, "Tid i varje läge"));
    CHECK(shows(page, "Inskickad"));
    const auto file = town.site.get("/uppfoljning/skolskjuts/arenden.csv");
    CHECK(shows(file, closed.number));
    CHECK(shows(file, R"("Avslag")"));
    CHECK(town.site.last_audit()->event == "figures.cases_read");
    CHECK_FALSE(shows(file, open.number));
    town.site.sign_in_account(town.employ("other", {"cases.read"}, town.elsewhere));
    CHECK_FALSE(shows(town.site.get("/uppfoljning/skolskjuts/arenden.csv"), closed.number));
    CHECK(town.site.get("/uppfoljning/pahittad").status == 404);
}

/// Where the number after those words leads.
static std::string link_after(const http::Response& page, std::string_view words) {
    const auto at = page.body.find("href=\"/uppfoljning/skolskjuts/arenden?", page.body.find(words));
    REQUIRE(at != std::string::npos);
    const auto begin = at + 6, end = page.body.find('"', begin);
    auto link = page.body.substr(begin, end - begin);
    for (std::size_t amp; (amp = link.find("&amp;")) != std::string::npos;) link.erase(amp + 1, 4);
    return link;
}

TEST_CASE("a figure opens the cases that it counts, for whoever may read them") {
    TOWN();
    const auto kim = town.add_resident("Kim Exempel");
    const auto closed = town.apply(kim, TestTown::Stage::sent);
    const auto open = town.apply(kim);
    town.enter_officer();
    const auto page = town.site.get("/uppfoljning/skolskjuts");
    const auto received = link_after(page, "Kom in"), ended = link_after(page, "Avslutade"), stayed = link_after(page, "Inskickad");

    const auto all = town.site.get(received);
    CHECK(shows(all, closed.number));
    CHECK(shows(all, open.number));
    for (const auto& one : {ended, stayed}) {
        const auto behind = town.site.get(one);
        CHECK(shows(behind, closed.number));
        CHECK_FALSE(shows(behind, open.number));
    }
    CHECK(shows(town.site.get(stayed), "Dagar i läget Inskickad"));
    CHECK(shows(town.site.get("/uppfoljning/skolskjuts/arenden.csv" + received.substr(received.find('?'))), open.number));

    const auto before = town.site.get("/uppfoljning/skolskjuts/arenden?slag=received&fran=2001-01-01&till=2001-12-31");
    CHECK(shows(before, "Inga ärenden som du får öppna"));
    CHECK(town.site.get("/uppfoljning/skolskjuts/arenden?slag=x&fran=y&till=z").status == 200);

    town.site.sign_in_account(town.employ("other", {"cases.read"}, town.elsewhere));
    const auto elsewhere = town.site.get(received);
    CHECK_FALSE(shows(elsewhere, closed.number));
    CHECK(shows(elsewhere, "Siffran räknar 2 ärenden. Du får öppna 0 av dem."));
}

TEST_CASE("staff see a share from five answers on, on the page and in the file, and none before") {
    TOWN();
    for (int who = 0; who < 4; ++who) town.say_easy(who, "ja");
    town.enter_officer();
    const auto few = town.site.get("/uppfoljning");
    CHECK(shows(few, "<span aria-hidden=\"true\">–</span><span class=\"visually-hidden\">För få svar</span>"));
    CHECK(shows(few, "Ett streck betyder att svaren är för få"));
    CHECK(shows(town.site.get("/uppfoljning/tjanster.csv"), R"("För få svar","För få svar")"));
    town.say_easy(4, "ja");
    CHECK(shows(town.site.get("/uppfoljning"), "100 %"));
    CHECK_FALSE(shows(town.site.get("/uppfoljning/tjanster.csv"), R"("För få svar","För få svar")"));
}

}  // namespace figures
