/// A case that somebody follows for another by a mandate.
#include <catch2/catch.hpp>

#include "areas/my_pages/area.h"
#include "engines/cases/find.h"
#include "engines/cases/work.h"
#include "engines/drafts/drafts.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace my_pages {
namespace {

/// Robin has sent a case for Kim.
struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({area()}, kind), kim(add_resident("Kim Exempel")), robin(add_resident("Robin Exempel")) {
        mandate = as(signed_in(kim), [&](cases::Change& change) {
            return mandates::give(change.db, site.tenant(), change.by, {number_of(change.db, robin), "Robin Exempel"},
                                  {{}, swedish_date(now()), {}})
                .value();
        });
        number = send("skolskjuts", {});
    }
    std::string send(std::string_view service, const forms::Answers& answers) {
        return as(signed_in(robin), [&](cases::Change& change) {
            const cases::Party helper{.role = std::string(cases::represents),
                                      .person = robin,
                                      .name = "Robin Exempel",
                                      .mandate = mandate,
                                      .mandate_origin = "e_identification"};
            return cases::receive(change, {.service = *services::newest_published(change.db, service),
                                           .answers = answers,
                                           .parties = {{.person = kim, .name = "Kim Exempel"}, helper}})
                .number;
        });
    }
    static Visitor signed_in(PersonId person) { return {.kind = Visitor::Kind::resident, .person = person, .name = "Robin Exempel"}; }
    std::string number_of(db::Connection& db, PersonId person) {
        return identity::personal_number_of(db, site.tenant().secret, person)->digits();
    }

    PersonId kim, robin;
    MandateId mandate{};
    std::string number;
};

}  // namespace

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("the representative follows the case, marked as another's, and the one represented reads who it is and that it was read") {
    TOWN();
    town.site.sign_in_resident(town.robin);
    CHECK(shows(town.site.get("/mina-sidor"), "För Kim Exempel"));
    CHECK(town.site.get("/mina-sidor/" + town.number).status == 200);
    CHECK(town.site.last_audit()->event == "mandates.used");
    CHECK_FALSE(shows(town.site.get("/mina-sidor/allt"), town.number));
    town.site.sign_in_resident(town.kim);
    CHECK(shows(town.site.get("/mina-sidor/" + town.number), "Ombud"));
    const auto readers = town.site.get("/mina-sidor/" + town.number + "/vem-har-last");
    CHECK(shows(readers, "Robin Exempel"));
    CHECK(shows(readers, "med fullmakt"));
    CHECK(shows(town.site.get("/mina-sidor/allt"), town.number));
}

TEST_CASE("the applicant lets another act from now on, or nobody, among those who have a mandate for it") {
    TOWN();
    const auto noa = town.add_resident("Noa Exempel");
    const auto page = [&](PersonId who) {
        town.site.sign_out();
        town.site.sign_in_resident(who);
        return town.site.get("/mina-sidor/" + town.number);
    };
    const auto choose = [&](PersonId who, const std::string& mandate) {
        town.site.sign_out();
        town.site.sign_in_resident(who);
        return town.site.post("/mina-sidor/" + town.number + "/ombud", {{"mandate", mandate}}).status;
    };
    const auto give = [&](const std::vector<std::string>& services) {
        return town.as(Town::signed_in(town.kim), [&](cases::Change& change) {
            return std::to_string(mandates::give(change.db, town.site.tenant(), change.by, {town.number_of(change.db, noa), "Noa Exempel"},
                                                 {services, swedish_date(now()), {}})
                                      .value()
                                      .value);
        });
    };
    CHECK(shows(page(town.kim), "Ingen, jag sköter ärendet själv"));
    CHECK_FALSE(shows(page(town.robin), "Byt ombud"));
    const auto of_other_service = give({"bygglov"});
    CHECK_FALSE(shows(page(town.kim), "Noa Exempel"));
    CHECK(choose(town.kim, of_other_service) == 404);
    const auto mandate = give({});
    CHECK(shows(page(town.kim), "Noa Exempel"));
    CHECK(choose(town.robin, mandate) == 404);
    CHECK(page(noa).status == 404);
    CHECK(choose(town.kim, mandate) == 303);
    CHECK(shows(page(town.kim), "Ombudet är nu Noa Exempel"));
    CHECK(page(noa).status == 200);
    CHECK(page(town.robin).status == 404);
    cases::rebuild(town.site.tenant(), [](auto, auto) {});
    CHECK(page(noa).status == 200);
    CHECK(choose(town.kim, "0") == 303);
    CHECK(page(noa).status == 404);
    CHECK(shows(page(town.kim), "Inget ombud längre"));
}

TEST_CASE("when the mandate is taken back nothing of the case opens, and nothing is written to the representative") {
    TOWN();
    must(town.write([&](db::Connection& db) { return mandates::end(db, town.site.tenant(), Town::signed_in(town.kim), town.mandate); }));
    town.site.sign_in_resident(town.robin);
    for (const auto* part : {"", "/vem-har-last", "/allt.zip", "/komplettera", "/ta-tillbaka"}) {
        CAPTURE(part);
        CHECK(town.site.get("/mina-sidor/" + town.number + part).status == 404);
    }
    CHECK(town.site.post("/mina-sidor/" + town.number + "/meddelanden", {{"text", "Hej"}}).status == 404);
    CHECK_FALSE(shows(town.site.get("/mina-sidor"), town.number));
    const auto told = town.read([&](db::Connection& db) {
        return cases::followers(db, town.site.tenant(), cases::find_by_number(db, town.site.tenant(), town.number).value());
    });
    CHECK(told.size() == 1);
}

TEST_CASE("a representative answers and takes back as the applicant would") {
    TOWN();
    town.site.sign_in_resident(town.robin);
    CHECK(town.site.get("/mina-sidor/" + town.number + "/ta-tillbaka").status == 200);
    CHECK(town.site.post("/mina-sidor/" + town.number + "/ta-tillbaka").status == 303);
    CHECK(town.read([&](db::Connection& db) { return cases::find_by_number(db, town.site.tenant(), town.number)->outcome; }) ==
          "withdrawn");
}

TEST_CASE("what the representative reads to answer, or to take back a consent, stands in the log too") {
    TOWN();
    const Visitor officer = town.chief;
    town.site.sign_in_resident(town.robin);
    must(town.as(officer, [&](cases::Change& change) -> Result<void> {
        const auto of = cases::find_by_number(change.db, town.site.tenant(), town.number).value();
        return cases::ask_supplement(change, of.id, {}, "Skicka mer", Date{swedish_date(now()).days + 14});
    }));
    CHECK(town.site.last_audit()->event != "mandates.used");
    CHECK(town.site.get("/mina-sidor/" + town.number + "/komplettera").status == 200);
    CHECK(town.site.last_audit()->event == "mandates.used");
    const auto job = town.send("feriejobb", forms::Answers().set("share_business", {true}));
    CHECK(town.site.last_audit()->event != "mandates.used");
    CHECK(town.site.get("/mina-sidor/" + job + "/samtycke/share_business").status == 200);
    CHECK(town.site.last_audit()->event == "mandates.used");
}

TEST_CASE("a draft for another is gone on with by its own address, and says for whom it is") {
    TOWN();
    town.site.sign_in_resident(town.robin);
    const auto id = town.write([&](db::Connection& db) {
        auto draft = drafts::begin(db, town.site.tenant(), Town::signed_in(town.robin), "skolskjuts", 1, {});
        draft.beside.on_behalf = {.kind = drafts::OnBehalf::Kind::mandate, .mandate = town.mandate, .name = "Kim Exempel"};
        drafts::save(db, town.site.tenant(), draft);
        return std::to_string(draft.id.value);
    });
    for (const auto* page : {"/mina-sidor", "/mina-sidor/allt"}) {
        CAPTURE(page);
        const auto shown = town.site.get(page);
        CHECK(shows(shown, "/e-tjanster/skolskjuts/child?utkast=" + id));
        CHECK(shows(shown, "För Kim Exempel"));
    }
}

}  // namespace my_pages
