/// The screens of a decision that two must see.
#include <catch2/catch.hpp>

#include "areas/case_desk/addresses.h"
#include "engines/cases/find.h"
#include "engines/testing/flow_services.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace case_desk {

Area area();

namespace {

/// The chief has decided Kim's application; the approver sits at the desk.
struct Desk : TestTown {
    explicit Desk(db::Kind kind) : TestTown({area()}, kind) {
        number = apply(add_resident("Kim Exempel"), Stage::decided, flow_services::support).number;
        page = case_address(number);
        sit_down("approver", {"cases.read", "cases.approve"});
    }
    void sit_down(std::string_view username, std::vector<std::string> permissions) {
        site.sign_in_account(employ(username, std::move(permissions), here));
    }
    cases::Case now_is() {
        return read([&](db::Connection& db) { return cases::find_by_number(db, site.tenant(), number).value(); });
    }
    TestSite::Typed seen(TestSite::Typed more = {}) {
        more.emplace_back("seen_event", std::to_string(now_is().last_event));
        return more;
    }

    std::string number, page;
};

}  // namespace

#define DESK() Desk desk(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("the second person finds the decision in a list, with its letter, and approves it with one button") {
    DESK();
    const auto list = desk.site.get("/handlaggning/att-godkanna");
    CHECK(shows(list, desk.number));
    CHECK(shows(list, "Väntar på godkännande"));
    const auto screen = desk.site.get(desk.page);
    for (const auto* words : {"Väntar på godkännande", "Beslutat av chief, delegation Prov 7", "Behovet saknas", "Godkänn beslutet"}) {
        CAPTURE(words);
        CHECK(shows(screen, words));
    }
    const auto approved = desk.site.post(desk.page + "/godkann", desk.seen());
    CHECK(header_of(approved, "Location") == "/handlaggning/att-godkanna");
    CHECK(desk.now_is().state == "decided");
    CHECK_FALSE(shows(desk.site.get("/handlaggning/att-godkanna"), desk.number));
    CHECK(shows(desk.site.get(desk.page), "Godkänt av approver"));
}

TEST_CASE("a decision is sent back with words that the officer then reads; without words nothing is sent") {
    DESK();
    const auto empty = desk.site.post(desk.page + "/skicka-tillbaka", desk.seen({{"words", " "}}));
    const auto long_words = desk.site.post(desk.page + "/skicka-tillbaka", desk.seen({{"words", std::string(2001, 'x')}}));
    CHECK(long_words.status == 422);
    CHECK(shows(long_words, "Skriv högst 2000 tecken"));
    CHECK(empty.status == 422);
    CHECK(shows(empty, "Skriv vad som behöver ändras"));
    CHECK(shows(empty, "<details class=\"more\" open><summary>Skicka tillbaka"));
    CHECK(desk.site.post(desk.page + "/skicka-tillbaka", desk.seen({{"words", "Fel <belopp>"}})).status == 303);
    CHECK(desk.now_is().state == "in_progress");
    desk.sit_down("officer", {"cases.read", "cases.decide"});
    CHECK(shows(desk.site.get(desk.page), "approver skickade tillbaka beslutet: Fel &lt;belopp&gt;"));
}

TEST_CASE("what has changed since the page was opened stops the approval and says so") {
    DESK();
    const auto seen = desk.seen();
    must(desk.as(desk.chief, [&](cases::Change& change) { return cases::write_note(change, desk.now_is().id, "Ringde"); }));
    const auto late = desk.site.post(desk.page + "/godkann", seen);
    CHECK(late.status == 422);
    CHECK(shows(late, "Ärendet har ändrats medan du hade det öppet"));
    CHECK(desk.now_is().state == "waiting_for_approval");
}

TEST_CASE("one who may not approve sees who may, and the officer can take the decision back") {
    DESK();
    desk.sit_down("reader", {"cases.read"});
    const auto screen = desk.site.get(desk.page);
    CHECK(shows(screen, "har godkänt det: approver."));
    CHECK_FALSE(shows(screen, "Godkänn beslutet"));
    CHECK_FALSE(shows(screen, "Ta tillbaka till granskning"));
    CHECK(desk.site.post(desk.page + "/godkann", desk.seen()).status == 403);
    desk.sit_down("officer", {"cases.read", "cases.decide"});
    CHECK(shows(desk.site.get(desk.page), "Ta tillbaka till granskning"));
    CHECK(desk.site.post(desk.page + "/angra").status == 303);
    CHECK(desk.now_is().state == "in_progress");
}

TEST_CASE("before deciding the officer reads that someone else will approve it") {
    DESK();
    desk.sit_down("officer", {"cases.read", "cases.decide"});
    desk.site.post(desk.page + "/angra");
    const auto screen = desk.site.get(desk.page);
    CHECK(shows(screen, "Beslutet går till någon annan som ska godkänna det"));
    CHECK(shows(screen, "Inget lämnar huset innan någon annan har godkänt beslutet"));
}

}  // namespace case_desk
