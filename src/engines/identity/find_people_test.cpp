#include "engines/identity/find_people.h"

#include <catch2/catch.hpp>

#include "engines/testing/test_numbers.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace identity {
namespace {

struct Residents {
    TestSite site{{}, GENERATE(from_range(db::kinds_under_test()))};
    std::string secret = site.tenant().secret;

    PersonId add(int which, const std::string& name, const std::string& phone = "", const std::string& email = "") {
        return site.db().write([&](db::Connection& db) {
            const auto id = find_or_add_person(db, secret, PersonalNumber::from(test_personal_number(which)).value(), name);
            auto person = find_person(db, secret, id).value();
            person.phone = phone;
            person.email = email;
            REQUIRE(change_person(db, secret, person));
            return id;
        });
    }
    std::vector<std::string> found(std::string_view typed) {
        std::vector<std::string> names;
        for (const auto& person : site.db().read([&](db::Connection& db) { return find_people(db, secret, typed, 5); }))
            names.push_back(person.name);
        return names;
    }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a person is found by personal number, by telephone however it is written, by e-mail, and by a name that is not typed out") {
    Residents residents;
    residents.add(1, "Kim Exempel", "+46 70 174 06 05", "kim.exempel@post.example");
    residents.add(2, "Robin Exempel");
    CHECK(residents.found(test_personal_number(1)) == Names{"Kim Exempel"});
    CHECK(residents.found("070-174 06 05") == Names{"Kim Exempel"});
    CHECK(residents.found("Kim.Exempel@post.example") == Names{"Kim Exempel"});
    CHECK(residents.found("exempel ki") == Names{"Kim Exempel"});
    CHECK(residents.found("exempel").size() == 2);
    CHECK(residents.found(test_personal_number(3)).empty());
    CHECK(residents.found("").empty());
}

TEST_CASE("who has changed is found as they are now, and who is erased is not found") {
    Residents residents;
    const auto kim = residents.add(1, "Kim Exempel", "070-174 06 05");
    residents.add(1, "Kim Nyman", "070-174 06 06");
    CHECK(residents.found("exempel").empty());
    CHECK(residents.found("070-174 06 05").empty());
    CHECK(residents.found("nyman") == Names{"Kim Nyman"});
    residents.site.db().write([&](db::Connection& db) { erase_person(db, kim); });
    CHECK(residents.found("nyman").empty());
}

TEST_CASE("people from before there was an index are found when the program has started") {
    Residents residents;
    const auto kim = residents.add(1, "Kim Exempel");
    residents.site.db().write([&](db::Connection& db) {
        remove_findable(db, kim);
        db.execute("UPDATE identity_person SET is_findable = 0");
    });
    CHECK(residents.found("kim").empty());
    make_all_findable(residents.site.db(), residents.secret);
    CHECK(residents.found("kim") == Names{"Kim Exempel"});
}

TEST_CASE("a telephone number is the same however it is written, and a name is none") {
    CHECK(figures_of_telephone("Kim 070").empty());
    for (const auto* typed : {"070-174 06 05", "+46 70 174 06 05", "0046701740605", "0701740605"})
        CHECK(figures_of_telephone(typed) == "0701740605");
}

}  // namespace identity
