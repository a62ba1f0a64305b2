/// What the officer sees of the unit's decision table.
#include "areas/case_desk/desk_for_tests.h"
#include "engines/cases/judging.h"
#include "engines/letters/letter.h"
#include "engines/services/catalogue.h"
#include "engines/testing/table_service.h"

namespace case_desk {
namespace {

struct TableDesk : DeskTown {
    explicit TableDesk(db::Kind kind) : DeskTown(kind) {
        site.tenant().print_letter = [](const letters::Letter&) -> Result<std::string> { return "%PDF-1.4"; };
        write([&](db::Connection& db) { table_service::set_up(db, here); });
    }
    std::string apply_for(double amount) {
        const Visitor resident{.kind = Visitor::Kind::resident, .person = kim, .name = "Kim Exempel"};
        const auto number =
            as(resident, [&](cases::Change& change) {
                forms::Answers answers;
                answers.set("what", {std::string("ett kort")}).set("amount", {forms::NumberAnswer{"", amount}}).set("member", {true});
                return cases::receive(change, {.service = *services::newest_published(change.db, table_service::id),
                                               .answers = answers,
                                               .parties = {{.person = kim, .name = "Kim Exempel"}}});
            }).number;
        site.run_jobs();
        return number;
    }
    http::Response page(const std::string& number) { return site.get(case_address(number)); }
};

#define TABLE_DESK() TableDesk desk(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("the officer sees which row of which version proposes, with the rule and the facts") {
    TABLE_DESK();
    const auto page = desk.page(desk.apply_for(3000));
    CHECK(shows(page, "Rad 2 i version 1 av ”Små belopp” stämmer. Förslag: Avslag: För mycket."));
    CHECK(shows(page,
                "mer än 2\xC2\xA0"
                "000 kr"));
    CHECK(shows(page,
                "3\xC2\xA0"
                "000 kr"));
    CHECK(shows(desk.page(desk.apply_for(1000)), "Ingen rad i version 1 av ”Små belopp” stämmer."));
}

TEST_CASE("an automatic decision shows its rule, and can be undone before it is sent") {
    TABLE_DESK();
    const auto number = desk.apply_for(300);
    const auto page = desk.page(number);
    CHECK(shows(page, "Automatiskt beslut på delegation enligt Prov 9"));
    CHECK(shows(page, "Rad 1 i version 1 av ”Små belopp” stämde."));
    CHECK(shows(page, "Automatiskt beslut: Bifall"));
    CHECK(desk.site.post(case_address(number, "angra")).status == 303);
    CHECK(desk.now_is(number).state == "in_progress");
    CHECK(shows(desk.page(number), "Rad 1 i version 1 av ”Små belopp” stämmer. Automatiskt: Bifall."));
}

TEST_CASE("who asks for a person stands in a list of its own, and the officer decides anew") {
    TABLE_DESK();
    desk.site.tenant().undo_minutes = 0;
    const auto number = desk.apply_for(300);
    const Visitor resident{.kind = Visitor::Kind::resident, .person = desk.kim, .name = "Kim Exempel"};
    CHECK_FALSE(shows(desk.site.get("/handlaggning/omprovningar"), number));
    desk.as(resident, [&](cases::Change& change) { must(cases::ask_for_person(change, desk.now_is(number).id, "Läs igen")); });
    CHECK(shows(desk.site.get("/handlaggning/omprovningar"), number));
    const auto page = desk.page(number);
    CHECK(shows(page, "att en människa prövar det"));
    CHECK(shows(page, "Läs igen"));
    CHECK(shows(page, "Tidigare beslut: Bifall"));
    CHECK(shows(page, "name=\"outcome\" value=\"approve\""));
    CHECK(desk.site.get(case_address(number, "beslut/reject")).status == 200);  // the letter can be written as for any other
    CHECK(
        desk.site
            .post(case_address(number, "beslut"), {{"outcome", "approve"}, {"seen_event", std::to_string(desk.now_is(number).last_event)}})
            .status == 303);
    CHECK_FALSE(shows(desk.site.get("/handlaggning/omprovningar"), number));
    desk.site.run_jobs();
    CHECK(desk.now_is(number).state_kind == "closed");
    CHECK_FALSE(shows(desk.page(number), "Automatiskt beslut på delegation"));
}

TEST_CASE("a decision that an appeal has opened again can be decided again") {
    TABLE_DESK();
    desk.site.tenant().undo_minutes = 0;
    const auto of = desk.apply(desk.kim, TestTown::Stage::sent);
    const Visitor resident{.kind = Visitor::Kind::resident, .person = desk.kim, .name = "Kim Exempel"};
    desk.as(resident, [&](cases::Change& change) { must(cases::appeal(change, of.id, "Fel", {})); });
    CHECK_FALSE(shows(desk.page(of.number), "name=\"outcome\" value=\"approve\""));
    desk.site.post(case_address(of.number, "overklagande"), {{"val", "reconsider"}});
    CHECK(shows(desk.page(of.number), "name=\"outcome\" value=\"approve\""));
}

}  // namespace case_desk
