/// A resident whose case takes more than six months asks that it be decided (FL 12 §).
#include <catch2/catch.hpp>

#include "areas/my_pages/area.h"
#include "engines/cases/decision_request.h"
#include "engines/cases/find.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace my_pages {
namespace {

struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({area()}, kind), kim(add_resident("Kim Exempel")), of(apply(kim)) {
        wait_days(150);
        site.sign_in_resident(kim);
    }
    ~Town() { use_machine_clock(); }
    void wait_days(std::int64_t days) {
        set_clock(now() + days * microseconds_a_day);
        site.sign_out();
        site.sign_in_resident(kim);
    }
    http::Response ask(const std::string& why = "") {
        return site.post("/mina-sidor/" + of.number + "/begar-avgorande", {{"why_decide", why}});
    }
    void ask_and_be_refused() {
        site.tenant().print_letter = [](const letters::Letter&) -> Result<std::string> { return "%PDF-1.4"; };
        wait_days(40);
        ask();
        as(chief, [&](cases::Change& change) { must(cases::refuse_to_decide(change, of.id, "Vi väntar på ett yttrande.")); });
        site.run_jobs();
    }
    http::Response page() { return site.get("/mina-sidor/" + of.number); }

    PersonId kim;
    Case of;
};

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("the button is there from the day that six months have gone, and works once") {
    TOWN();
    CHECK_FALSE(shows(town.page(), "Begär att ärendet avgörs"));
    CHECK(town.ask().status == 409);
    town.wait_days(40);
    CHECK(shows(town.page(), "Begär att ärendet avgörs"));
    const auto too_long = town.ask(std::string(2001, 'a'));
    CHECK(too_long.status == 422);
    CHECK(shows(too_long, std::string(2001, 'a')));
    CHECK(town.ask("Jag behöver veta.").status == 303);
    const auto after = town.page();
    CHECK(shows(after, "Du begärde att vi avgör ärendet"));
    CHECK(shows(after, "Jag behöver veta."));
    CHECK(shows(after, "Du får svar senast"));
    CHECK_FALSE(shows(after, "begar-avgorande"));
    CHECK(town.ask().status == 409);
}

TEST_CASE("a refusal stands on the page, with the letter and how to appeal") {
    TOWN();
    town.ask_and_be_refused();
    const auto page = town.page();
    CHECK(shows(page, "nej till att avgöra ärendet nu"));
    CHECK(shows(page, "Vi väntar på ett yttrande."));
    CHECK(shows(page, "Beslut om begäran i " + town.of.number + ".pdf"));
    CHECK_FALSE(shows(page, "begar-avgorande"));
}

TEST_CASE("the refusal is appealed against here, once, by its last day or later with a word about it, and the case goes on") {
    TOWN();
    town.site.tenant().print_letter = [](const letters::Letter&) -> Result<std::string> { return "%PDF-1.4"; };
    town.wait_days(40);
    town.ask();
    const auto address = "/mina-sidor/" + town.of.number + "/begaran/overklaga";
    CHECK(town.site.get(address).status == 409);
    town.as(town.chief, [&](cases::Change& change) { must(cases::refuse_to_decide(change, town.of.id, "Vi väntar på ett yttrande.")); });
    CHECK(town.site.get(address).status == 409);  // the letter has not gone
    town.site.run_jobs();
    CHECK(shows(town.page(), address));
    const auto form = town.site.get(address);
    CHECK(shows(form, "Överklagandet ska ha kommit in till oss senast"));
    CHECK_FALSE(shows(form, "Tiden gick ut"));
    const auto empty = town.site.post(address, {{"text", ""}});
    CHECK(empty.status == 422);
    CHECK(town.site.post(address, {{"text", "Sju månader är för länge."}}).status == 303);
    const auto after = town.page();
    CHECK(shows(after, "Du överklagade beslutet att inte avgöra ärendet nu"));
    CHECK(shows(after, "Sju månader är för länge."));
    CHECK_FALSE(shows(after, address));
    CHECK(town.site.post(address, {{"text", "Igen"}}).status == 409);
    const auto now_is = town.read([&](db::Connection& db) { return cases::find(db, town.site.tenant(), town.of.id).value(); });
    CHECK(now_is.state_kind == "open");
    CHECK_FALSE(now_is.closed_at);
}

TEST_CASE("who appeals against the refusal too late is told so, and may still send it") {
    TOWN();
    town.ask_and_be_refused();
    town.wait_days(40);
    const auto address = "/mina-sidor/" + town.of.number + "/begaran/overklaga";
    CHECK(shows(town.site.get(address), "Tiden gick ut"));
    CHECK(town.site.post(address, {{"text", "Jag var sjuk."}}).status == 303);
}

TEST_CASE("nobody asks in another's case") {
    TOWN();
    town.wait_days(40);
    town.site.sign_out();
    town.site.sign_in_resident(town.add_resident("Robin Exempel"));
    CHECK(town.ask().status == 404);
}

}  // namespace my_pages
