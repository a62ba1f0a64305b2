#include <catch2/catch.hpp>

#include "areas/administration/area.h"
#include "areas/administration/rights.h"
#include "engines/cases/find.h"
#include "engines/cases/work.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"
#include "foundation/jobs/jobs.h"

namespace administration {
namespace {

constexpr auto unit = "barn-och-utbildning";
const std::string log = "/administration/logg?syfte=supervision";

/// A town with one case, which an officer has opened.
struct Town : TestSite {
    cases::Receipt received;

    explicit Town(db::Kind kind = db::Kind::sqlite) : TestSite({area()}, kind) {
        this->unit(administration::unit);
        sign_in_staff("officer", {cases::may_read}, administration::unit);
        const auto officer = visitor();
        received = db().write([&](db::Connection& db) {
            services::publish_carried(db);
            cases::Change change{db, tenant(), officer};
            const auto service = services::newest_published(db, "skolskjuts");
            return cases::receive(change, {.service = *service, .answers = {}, .parties = {{.name = "Kim Exempel"}}});
        });
        audit::record_read(db(), officer,
                           {.event = "cases.opened", .subject_kind = "case", .subject = received.id.value, .reason = "processing"});
    }
    std::string link() const { return "<a href=\"/handlaggning/arenden/" + received.number + "\">"; }
};

}  // namespace

TEST_CASE("the log tells in words, with its own names small beside them") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.sign_in_staff("admin", {may_manage});
    const auto page = town.get(log);
    for (const auto* words : {"Öppnade ärendet", "För att handlägga ärendet", "Tog emot ärendet", "cases.<wbr>opened"}) {
        CAPTURE(words);
        CHECK(shows(page, words));
    }
    CHECK(shows(town.get(log + "&sprak=en"), "Opened the case"));
    CHECK(shows(town.get(log), "Tillsyn eller revision"));  // why the log was read the time before
}

TEST_CASE("an entry leads to the case for those who may open it, and only names it for others") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.sign_in_staff("admin", {may_manage});
    const auto named = town.get(log + "&handelse=cases.opened");
    CHECK(shows(named, town.received.number));
    CHECK_FALSE(shows(named, town.link()));
    town.sign_in_staff("both", {may_manage, cases::may_read});
    CHECK(shows(town.get(log + "&handelse=cases.opened"), town.link()));
}

TEST_CASE("an entry about a document leads to its case") {
    Town town;
    town.sign_in_staff("both", {may_manage, cases::may_read});
    audit::record_read(town.db(), town.visitor(),
                       {.event = "cases.document_opened", .subject_kind = "document", .subject = 4711, .detail = town.received.number});
    CHECK(shows(town.get(log + "&handelse=cases.document_opened"), town.link()));
}

TEST_CASE("what an older program wrote is shown by its own name") {
    Town town;
    town.sign_in_staff("admin", {may_manage});
    audit::record_read(town.db(), town.visitor(),
                       {.event = "gone.thing_done", .subject_kind = "thing", .subject = 5, .reason = "Egna ord"});
    const auto page = town.get(log + "&handelse=gone");
    for (const auto* words : {"gone.<wbr>thing_<wbr>done", "thing", "Egna ord"}) CHECK(shows(page, words));
}

TEST_CASE("the log is searched by a case's number and by days as people write them") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    town.sign_in_staff("admin", {may_manage});
    const auto found = town.get(log + "&nummer=" + town.received.number + "&handelse=cases.opened");
    CHECK(shows(found, "cases.<wbr>opened"));
    CHECK(shows(town.get(log + "&nummer=SKJ-1999-0001"), "Skriv ett ärendenummer som finns"));

    CHECK(shows(town.get(log + "&till=1+januari+2020"), "Inget i loggen stämmer"));
    CHECK(shows(town.get(log + "&till=1+januari+2020"), "value=\"2020-01-01\""));
    const auto wrong = town.get(log + "&fran=31+februari");
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "Skriv en dag som finns"));
    CHECK(shows(wrong, "value=\"31 februari\""));
}

TEST_CASE("jobs are told in words too") {
    TestSite site({area()});
    site.sign_in_staff("admin", {may_manage});
    site.db().write([](db::Connection& db) {
        jobs::enqueue(db, "cases.notify");
        jobs::enqueue(db, "gone.work");
    });
    const auto page = site.get("/administration/jobb");
    CHECK(shows(page, "Skickar besked om ett ärende"));
    CHECK(shows(page, "cases.<wbr>notify"));
    CHECK(shows(page, "gone.<wbr>work"));
}

}  // namespace administration
