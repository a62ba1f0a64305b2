/// Nobody handles a case about themselves or those near to them (kommunallagen 7 kap. 4 §, 6 kap. 28–30 §§).
#include "engines/cases/conflict_of_interest.h"
#include "areas/case_desk/desk_for_tests.h"
#include "engines/identity/people.h"
#include "engines/services/catalogue.h"

namespace case_desk {
namespace {

const std::string own_number = "18930417-9816", other_number = "18920304-9813";

/// An application by whoever has the number, from who lives there.
std::string apply_by(DeskTown& desk, const std::string& number, const std::string& street) {
    return desk.site.db().write([&](db::Connection& db) {
        const auto digits = identity::PersonalNumber::from(number).value().digits();
        const auto resident = Visitor{.kind = Visitor::Kind::resident, .person = desk.kim};
        cases::Change change{db, desk.site.tenant(), resident};
        forms::Answers answers;
        answers.set("home", {forms::Address{.street = street, .postcode = "123 45", .town = "Exempelby"}});
        return cases::receive(change, {.service = *services::newest_published(db, "skolskjuts"),
                                       .answers = answers,
                                       .parties = {{.name = "Någon", .personal_number = digits}}})
            .number;
    });
}

http::Response say(DeskTown& desk, TestSite::Typed typed) { return desk.site.post(conflicts_address, std::move(typed)); }

}  // namespace

TEST_CASE("who has said who they are cannot handle a case about themselves, and a colleague can") {
    DESK_TOWN();
    CHECK(say(desk, {{"relation", "oneself"}, {"number", own_number}}).status == 303);
    const auto own = apply_by(desk, own_number, "Bergvägen 1"), another = apply_by(desk, other_number, "Bergvägen 1");

    const auto page = desk.site.get(case_address(own));
    CHECK(page.status == 200);
    CHECK(shows(page, "Du är jävig: ärendet rör dig själv"));
    CHECK_FALSE(shows(page, "Bifall"));
    CHECK(desk.site.post(case_address(own, "beslut"), {{"outcome", "approve"}}).status == 403);
    for (const auto& [what, typed] :
         std::vector<std::pair<std::string, TestSite::Typed>>{{"tilldela", {{"till", "mig"}}}, {"meddelande", {{"text", "Hej"}}}}) {
        CAPTURE(what);
        const auto refused = desk.site.post(case_address(own, what), typed);
        CHECK(refused.status == 422);
        CHECK(shows(refused, "Du är jävig i ärendet"));
    }
    CHECK(desk.site.post(case_address(another, "tilldela"), {{"till", "mig"}}).status == 303);

    desk.site.sign_in_account(desk.add_officer("colleague"));
    CHECK(desk.site.post(case_address(own, "tilldela"), {{"till", "mig"}}).status == 303);
}

TEST_CASE("a decision by whoever has a conflict of interest is refused where it is made, however it came there") {
    DESK_TOWN();
    const auto number = apply_by(desk, other_number, "Bergvägen 1");
    CHECK(say(desk, {{"relation", "near"}, {"number", other_number}}).status == 303);
    const auto decided = desk.site.db().write([&](db::Connection& db) {
        const auto officer = identity::visitor_of_account(db, desk.officer);
        cases::Change change{db, desk.site.tenant(), officer};
        return cases::decide(change, cases::find_by_number(db, desk.site.tenant(), number)->id, {.outcome = "approve"});
    });
    REQUIRE_FALSE(decided);
    CHECK(decided.error().fault == Fault::forbidden);
    CHECK(decided.error().text_key == "error_conflict_of_interest");
}

TEST_CASE("the address where one lives counts, however it is written, until it is removed") {
    DESK_TOWN();
    CHECK(say(desk, {{"relation", "home"}, {"street", "ekvägen 7, lgh 1101"}, {"postcode", "12345"}}).status == 303);
    const auto number = apply_by(desk, other_number, "Ekvägen 7");
    CHECK(shows(desk.site.get(case_address(number)), "adressen där du bor"));
    const auto id = desk.read([&](db::Connection& db) { return cases::close_ones(db, desk.visitor_of(desk.officer)).front().id; });

    desk.site.sign_in_account(desk.add_officer("colleague"));
    CHECK(say(desk, {{"bort", std::to_string(id)}}).status == 404);
    desk.site.sign_in_account(desk.officer);
    CHECK(say(desk, {{"bort", std::to_string(id)}}).status == 303);
    CHECK_FALSE(shows(desk.site.get(case_address(number)), "adressen där du bor"));
}

TEST_CASE("what is no number or address is said, with what was typed; said twice it stands once, and nowhere in words") {
    DESK_TOWN();
    const auto wrong = say(desk, {{"relation", "near"}, {"number", "19900101-0000"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "19900101-0000"));
    CHECK(shows(say(desk, {{"relation", "home"}, {"street", ""}, {"postcode", "123"}}), "Skriv gatuadressen"));
    CHECK(say(desk, {{"number", own_number}}).status == 422);
    for (int i = 0; i < 2; ++i) CHECK(say(desk, {{"relation", "near"}, {"number", other_number}}).status == 303);
    CHECK(desk.read([&](db::Connection& db) { return cases::close_ones(db, desk.visitor_of(desk.officer)).size(); }) == 1);
    CHECK_FALSE(shows(desk.site.get(conflicts_address), "9813"));
}

TEST_CASE("who says to have a conflict of interest in one case gives it back with a note why, and cannot be given it again") {
    DESK_TOWN();
    const auto number = desk.apply_here();
    desk.site.post(case_address(number, "tilldela"), {{"till", "mig"}});
    const auto silent = desk.site.post(case_address(number, "jav"), {{"why_conflict", " "}});
    CHECK(silent.status == 422);
    CHECK(shows(silent, "Skriv varför du är jävig"));
    CHECK(desk.site.post(case_address(number, "jav"), {{"why_conflict", "Kim är min granne"}}).status == 303);
    CHECK_FALSE(desk.now_is(number).officer);
    CHECK(shows(desk.site.get(case_address(number)), "Kim är min granne"));
    CHECK(desk.site.post(case_address(number, "tilldela"), {{"till", "mig"}}).status == 422);

    const auto colleague = desk.visitor_of(desk.add_officer("colleague"));
    const auto given = desk.site.db().write([&](db::Connection& db) {
        cases::Change change{db, desk.site.tenant(), colleague};
        return cases::assign_to(change, cases::find_by_number(db, desk.site.tenant(), number)->id, desk.officer);
    });
    REQUIRE_FALSE(given);
    CHECK(given.error().fields.front().text_key == "error_conflicted_officer");
}

}  // namespace case_desk
