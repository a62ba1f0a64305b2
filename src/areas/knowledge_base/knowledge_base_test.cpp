#include <catch2/catch.hpp>

#include "areas/knowledge_base/area.h"
#include "engines/knowledge/knowledge.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace knowledge_base {
namespace {

struct Town {
    TestSite site{{area()}, GENERATE(from_range(db::kinds_under_test()))};
    UnitId waste = site.unit("avfall");

    void enter_editor(std::string_view unit = "avfall") { site.sign_in_staff("editor." + std::string(unit), {knowledge::may_write}, unit); }
    TestSite::Typed typed(const std::string& body) const {
        return {{"unit", std::to_string(waste.value)},
                {"subject", "waste"},
                {"audience", "everybody"},
                {"title_sv", "Soptunnan har inte tömts"},
                {"title_en", "The bin was not emptied"},
                {"body_sv", body},
                {"body_en", "Leave it out."},
                {"for_staff", "Fråga om vägarbete."},
                {"seen_version", "1"}};
    }
    ArticleId id_of_first() {
        return site.db().read([](db::Connection& db) { return knowledge::all_public(db, swedish_date(now())).at(0).id; });
    }
    std::string edit_address() { return "/svarsbank/svar/" + std::to_string(id_of_first().value); }
};

constexpr auto address = "/fragor/soptunnan-har-inte-tomts";

}  // namespace

TEST_CASE("what an editor writes is read by everybody at once, without the advice for staff") {
    Town town;
    town.enter_editor();
    CHECK(town.site.post("/svarsbank/nytt", town.typed("Låt den **stå kvar**.")).status == 303);
    CHECK(town.site.last_audit()->event == "knowledge_base.article_added");
    town.site.sign_out();
    CHECK(shows(town.site.get("/fragor"), "Soptunnan har inte tömts"));
    CHECK(shows(town.site.get("/fragor?q=tunnan"), address));
    const auto page = town.site.get(address);
    CHECK(shows(page, "<strong>stå kvar</strong>"));
    CHECK_FALSE(shows(page, "vägarbete"));
}

TEST_CASE("a wrong form says what is missing and keeps what was typed") {
    Town town;
    town.enter_editor();
    auto typed = town.typed("");
    typed.emplace_back("valid_to", "31 juni");
    const auto page = town.site.post("/svarsbank/nytt", typed);
    CHECK(page.status == 422);
    CHECK(shows(page, "Skriv svaret på svenska"));
    CHECK(shows(page, "Skriv en dag som finns"));
    CHECK(shows(page, "The bin was not emptied"));
    CHECK(shows(page, "31 juni"));
}

TEST_CASE("readers say whether it was right, and the owner sees how many") {
    Town town;
    town.enter_editor();
    town.site.post("/svarsbank/nytt", town.typed("Låt den stå kvar."));
    town.site.sign_out();
    CHECK(shows(town.site.follow(town.site.post(address, {{"svar", "ja"}})), "Tack, ditt svar är räknat"));
    town.site.post(address, {{"svar", "kanske"}});
    const auto votes = town.site.db().read([&](db::Connection& db) { return knowledge::votes(db, town.id_of_first(), Date{0}); });
    CHECK(votes.yes == 1);
    CHECK(votes.no == 0);
}

TEST_CASE(
    "what several search for and do not find becomes something to write, until an editor has done it; one alone may search for a name") {
    Town town;
    for (int i = 0; i < 3; ++i) CHECK(shows(town.site.get("/fragor?q=laddstolpe"), "Vi hittade inget svar"));
    town.enter_editor();
    CHECK_FALSE(shows(town.site.get("/svarsbank"), "laddstolpe"));
    for (const auto* from : {"192.0.2.7", "192.0.2.8"}) {
        http::Request request{.target = "/fragor?q=laddstolpe", .path = "/fragor"};
        request.query.all.emplace_back("q", "laddstolpe");
        request.client_address = from;
        town.site.send(std::move(request));
    }
    CHECK(shows(town.site.get("/svarsbank"), "laddstolpe"));
    CHECK(shows(town.site.get("/svarsbank/nytt?q=laddstolpe"), "value=\"laddstolpe\""));
    town.site.post("/svarsbank/obesvarade", {{"words", "laddstolpe"}});
    CHECK(town.site.last_audit()->event == "knowledge_base.unanswered_removed");
    CHECK_FALSE(shows(town.site.get("/svarsbank"), "laddstolpe"));
}

TEST_CASE("editors change the answers of their own units alone, and not over each other") {
    Town town;
    town.enter_editor();
    town.site.post("/svarsbank/nytt", town.typed("Låt den stå kvar."));
    const auto edit = town.edit_address();
    CHECK(town.site.post(edit, town.typed("Ring oss.")).status == 303);
    const auto late = town.site.post(edit, town.typed("Mejla oss."));
    CHECK(late.status == 422);
    CHECK(shows(late, "Någon annan har ändrat svaret"));
    CHECK(shows(late, "Mejla oss."));
    CHECK(shows(town.site.get(edit), "2 versioner"));
    town.enter_editor("skola");
    CHECK(town.site.get(edit).status == 404);
    CHECK(town.site.post(edit, town.typed("Fel.")).status == 404);
    CHECK_FALSE(shows(town.site.get("/svarsbank"), "Soptunnan"));
    CHECK(town.site.post("/svarsbank/nytt", town.typed("Inte min enhet.")).status == 422);
}

}  // namespace knowledge_base
