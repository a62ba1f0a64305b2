#include "areas/administration/activities.h"

#include <catch2/catch.hpp>

#include "areas/administration/area.h"
#include "engines/identity/units.h"
#include "engines/services/catalogue.h"
#include "engines/services/small_service_for_tests.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace administration {
namespace {

constexpr Permission may_manage{"administration.manage"};

constexpr std::string_view questions = R"(        - { id: pupil, type: child, label: Barnet, retention: { months: 6 } }
        - { id: friend, type: person, label: Vän }
        - { id: diet, type: text, required: false, sensitivity: sensitive, legal_ground: consent, purpose: Bara köket, label: Kost }
        - { id: rent, type: money, label: Hyra })";

Activity activity() {
    return activity_of(std::make_shared<const services::Service>(services::parse_service(services::small_service(questions)).value()));
}

void publish(TestSite& site, std::string_view fields) {
    site.db().write([&](db::Connection& db) {
        REQUIRE(services::put(db, services::small_service(fields)));
        REQUIRE(services::publish(db, "litet", 1));
    });
}

}  // namespace

TEST_CASE("the register says whom a service's data is about, and what kinds of data it asks for") {
    using enum Subject;
    const auto found = activity();
    CHECK(found.subjects == std::vector{applicants, children, other_people, officers});
    CHECK(found.kinds == std::vector{Kind::names, Kind::personal_numbers, Kind::contact, Kind::money, Kind::free_text});
    REQUIRE(found.sensitive.size() == 1);
    CHECK(found.sensitive[0].sv == "Kost");
}

TEST_CASE("a question with terms of its own stands there once, also when it has several boxes") {
    const auto found = activity();
    REQUIRE(found.own.size() == 2);
    CHECK(found.own[0].question.sv == "Barnet");
    CHECK(found.own[0].terms.retention_months == 6);
    CHECK(found.own[1].terms.legal_ground == forms::LegalGround::consent);
}

TEST_CASE("an administrator reads the register on a page and a program reads it as JSON; others do not") {
    TestSite site({area()}, GENERATE(from_range(db::kinds_under_test())));
    publish(site, questions);
    site.sign_in_staff("admin", {may_manage});
    const auto page = site.get("/administration/behandlingar");
    CHECK(page.status == 200);
    for (const auto* words :
         {"Vi prövar", "Myndighetsutövning", "Kost", "Bara köket", "6 månader", "1 år efter att ärendet är klart. Planen"}) {
        CAPTURE(words);
        CHECK(shows(page, words));
    }
    CHECK(shows(page, "Saknas. Lägg till under Kommunens uppgifter."));
    site.tenant().protection_officer = "dataskydd@exempelby.example";
    CHECK(shows(site.get("/administration/behandlingar"), "dataskydd@exempelby.example"));
    const auto read = json::parse(site.get("/api/v1/processing-activities").body).value();
    CHECK(read["data_protection_officer"].text() == "dataskydd@exempelby.example");
    REQUIRE(read["activities"].size() == 1);
    CHECK(read["activities"][0]["service"].text() == "litet");
    CHECK(read["activities"][0]["data_subjects"][1].text() == "children");
    CHECK(read["activities"][0]["questions_with_own_terms"].size() == 2);

    site.sign_in_staff("somebody", {});
    CHECK(site.get("/administration/behandlingar").status == 403);
    CHECK(site.get("/api/v1/processing-activities").status == 403);
}

TEST_CASE("the committee over the unit that owns the cases is the controller, else the municipality") {
    TestSite site({area()});
    publish(site, questions);
    const auto controller = [&] {
        return site.db().read([&](db::Connection& db) { return activities(db, site.tenant()).front().controller.sv; });
    };
    CHECK(controller() == site.tenant().name);
    const auto unit = site.unit("barn-och-utbildning");
    site.db().write([&](db::Connection& db) {
        auto own = identity::find_unit(db, unit).value();
        own.committee = true;
        own.name_sv = "Barn- och utbildningsnämnden";
        REQUIRE(identity::change_unit(db, own));
    });
    CHECK(controller() == "Barn- och utbildningsnämnden");
}

}  // namespace administration
