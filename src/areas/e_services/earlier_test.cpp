/// Answer once: what was answered in an earlier case is offered, and filled in only when the button beside it is pressed.
#include "areas/e_services/town_for_tests.h"
#include "engines/cases/earlier_answers.h"
#include "engines/cases/find.h"
#include "foundation/db/testing.h"

namespace e_services {
namespace {

/// Kim has applied for school transport before, and begins again.
struct Again : Town {
    explicit Again(db::Kind kind) : Town(kind), kim(site.sign_in_new_resident("Kim Exempel")) {
        fill_in();
        number = number_on(site.follow(send()));
        begin();
    }
    http::Response begin() {
        auto first = site.follow(site.post(base + "/borja", {{"new", "1"}}));
        handle = handle_in(first);
        return first;
    }

    PersonId kim;
    std::string number;
};

}  // namespace

#define AGAIN() Again town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("an earlier answer is offered with its case and day, and is not filled in by itself") {
    AGAIN();
    const auto page = town.site.get(base + "/child");
    CHECK(shows(page, "Du har svarat på det här förut"));
    CHECK(shows(page, "Alva Exempel"));
    CHECK(shows(page, "I ärende " + town.number));
    CHECK_FALSE(shows(page, R"(value="Alva Exempel")"));
    CHECK(shows(page, R"(name="_reuse" value="child_name")"));
}

TEST_CASE("the button fills in that answer, keeps what else was typed, and is then gone") {
    AGAIN();
    const auto page = town.answer("child", {{"child_name", ""}, {"child_number", "2018"}, {"_reuse", "child_name"}});
    CHECK(shows(page, R"(value="Alva Exempel")"));
    CHECK(shows(page, R"(value="2018")"));
    CHECK_FALSE(shows(page, R"(name="_reuse" value="child_name")"));
    CHECK(shows(town.site.get(base + "/child"), R"(value="Alva Exempel")"));
}

TEST_CASE("no answer is offered to another person, or to one who is not signed in") {
    AGAIN();
    town.site.sign_in_new_resident("Robin Annan");
    town.begin();
    CHECK_FALSE(shows(town.site.get(base + "/child"), "Alva Exempel"));
    const auto tried = town.answer("child", {{"child_name", ""}, {"_reuse", "child_name"}});
    CHECK_FALSE(shows(tried, "Alva Exempel"));
}

TEST_CASE("an erased case gives no answers") {
    AGAIN();
    town.site.db().write([&](db::Connection& db) {
        const auto of = cases::find_by_number(db, town.site.tenant(), town.number).value();
        privacy::destroy(db, of.key);
    });
    CHECK_FALSE(shows(town.site.get(base + "/child"), "Alva Exempel"));
}

TEST_CASE("the same is asked when type, name and words are the same; sensitive answers and files never are") {
    forms::Field asked;
    asked.id = "home";
    asked.type = forms::FieldType::address;
    asked.label = {"Barnets adress", "The child's address"};
    CHECK(cases::asks_the_same(asked, asked));
    auto other = asked;
    other.label.sv = "Företagets adress";
    CHECK_FALSE(cases::asks_the_same(asked, other));
    other = asked;
    other.type = forms::FieldType::text;
    CHECK_FALSE(cases::asks_the_same(asked, other));
    other = asked;
    other.sensitivity = forms::Sensitivity::sensitive;
    CHECK_FALSE(cases::asks_the_same(asked, other));
    CHECK_FALSE(cases::asks_the_same(other, asked));
    auto file = asked;
    file.type = forms::FieldType::file;
    CHECK_FALSE(cases::asks_the_same(file, file));
}

}  // namespace e_services
