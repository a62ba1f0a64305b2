/// A resident who was decided about without a person sees so, and asks for one.
#include <catch2/catch.hpp>

#include "areas/my_pages/area.h"
#include "engines/cases/find.h"
#include "engines/letters/letter.h"
#include "engines/services/catalogue.h"
#include "engines/testing/table_service.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace my_pages {
namespace {

struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({area()}, kind), kim(add_resident("Kim Exempel")) {
        site.tenant().print_letter = [](const letters::Letter&) -> Result<std::string> { return "%PDF-1.4"; };
        write([&](db::Connection& db) { table_service::set_up(db, here); });
        const Visitor resident{.kind = Visitor::Kind::resident, .person = kim, .name = "Kim Exempel"};
        number = as(resident, [&](cases::Change& change) {
                     forms::Answers answers;
                     answers.set("what", {std::string("ett kort")}).set("amount", {forms::NumberAnswer{"", 300}}).set("member", {true});
                     return cases::receive(change, {.service = *services::newest_published(change.db, table_service::id),
                                                    .answers = answers,
                                                    .parties = {{.person = kim, .name = "Kim Exempel"}}});
                 }).number;
        site.run_jobs();
        site.sign_in_resident(kim);
    }
    std::string address(std::string_view part = "") const { return "/mina-sidor/" + number + std::string(part); }
    cases::Case now_is() {
        return read([&](db::Connection& db) { return cases::find_by_number(db, site.tenant(), number).value(); });
    }

    PersonId kim;
    std::string number;
};

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("the case page says that nobody decided, by which rule and facts") {
    TOWN();
    const auto page = town.site.get(town.address());
    CHECK(shows(page, "Beslutet fattades automatiskt"));
    CHECK(shows(page, "Du har rätt att få det prövat av en människa"));
    CHECK(shows(page, "rad 1 i version 1 av vår regel ”Små belopp”"));
    CHECK(shows(page, "högst 500 kr"));
    CHECK(shows(page, "300 kr"));
    CHECK(shows(page, "Be en människa pröva"));
    CHECK(shows(town.site.get(town.address("/beslut")), "Automatiskt beslut"));
}

TEST_CASE("one press asks for a person; words are optional, and too many are kept in their box") {
    TOWN();
    const auto refused = town.site.post(town.address("/be-om-manniska"), {{"why", std::string(2001, 'a')}});
    CHECK(refused.status == 422);
    CHECK(shows(refused, std::string(2001, 'a')));
    CHECK(town.now_is().state_kind == "closed");

    CHECK(town.site.post(town.address("/be-om-manniska"), {{"why", ""}}).status == 303);
    CHECK(town.now_is().person_asked_at);
    const auto page = town.site.get(town.address());
    CHECK(shows(page, "Du bad att en människa prövar"));
    CHECK(shows(page, "Ingen människa prövade ditt ärende när det här beslutet fattades"));
    CHECK_FALSE(shows(page, "be-om-manniska"));
    CHECK(town.site.post(town.address("/be-om-manniska"), {{"why", ""}}).status == 409);
}

TEST_CASE("who has appealed can still ask for a person, while the appeal is looked at") {
    TOWN();
    town.as({.kind = Visitor::Kind::resident, .person = town.kim},
            [&](cases::Change& change) { must(cases::appeal(change, town.now_is().id, "Fel", {})); });
    CHECK(shows(town.site.get(town.address()), "be-om-manniska"));
    CHECK(town.site.post(town.address("/be-om-manniska"), {{"why", ""}}).status == 303);
    CHECK_FALSE(shows(town.site.get(town.address()), "be-om-manniska"));
}

TEST_CASE("others cannot ask, and there is nothing to ask where a person decided") {
    TOWN();
    const auto stranger = town.add_resident("Robin Exempel");
    town.site.sign_out();
    town.site.sign_in_resident(stranger);
    CHECK(town.site.post(town.address("/be-om-manniska"), {{"why", ""}}).status == 404);
    const auto sent = town.apply(town.kim, TestTown::Stage::sent);
    town.site.sign_out();
    town.site.sign_in_resident(town.kim);
    CHECK_FALSE(shows(town.site.get("/mina-sidor/" + sent.number), "be-om-manniska"));
    CHECK(town.site.post("/mina-sidor/" + sent.number + "/be-om-manniska", {{"why", ""}}).status == 409);
}

}  // namespace my_pages
