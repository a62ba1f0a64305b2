/// A signed-in resident chooses among the own children; where nothing is known the two boxes stand as ever.
#include "areas/e_services/town_for_tests.h"
#include "engines/directories/directories.h"
#include "engines/identity/people.h"
#include "foundation/db/testing.h"

namespace e_services {
namespace {

const std::string swimming = "/e-tjanster/simskola/child_page";

/// Fatima has Noor and Samir; what the register says of Samir is the test's.
struct Family : Town {
    explicit Family(db::Kind kind = db::Kind::sqlite) : Town(kind) {
        site.unit("kultur-och-fritid");
        directories::Sources sources;
        sources.connected[directories::Directory::population] = [this](const directories::Inquiry& inquiry) -> directories::Reply {
            if (is_away) return {};
            const auto number = inquiry.asks["personal_number"].text();
            const auto* record = number == "189203049813" ? R"({"protected":false,"custody_of":["201801012392","201605032380"]})"
                                 : number == "201801012392"
                                     ? R"({"protected":false,"given_name":"Noor","family_name":"Haddad","guardians":["189203049813"]})"
                                     : samir.c_str();
            return {.outcome = directories::Outcome::found, .record = json::parse(record).value()};
        };
        site.tenant().directories = std::make_shared<const directories::Sources>(std::move(sources));
        site.sign_in_resident(site.db().write([&](db::Connection& db) {
            return identity::find_or_add_person(db, site.tenant().secret, identity::PersonalNumber::from("189203049813").value(),
                                                "Fatima Haddad");
        }));
    }
    /// Begins, and comes to the question about the child.
    http::Response begin(const std::string& service = "simskola") {
        handle = handle_in(site.follow(site.post("/e-tjanster/" + service + "/borja")));
        return site.get(swimming);
    }
    std::string choice_of(const http::Response& page, const std::string& name) {
        std::smatch found;
        const std::regex radio(R"re(value="([0-9a-f]{16})"[^>]*><label[^>]*>)re" + name);
        return std::regex_search(page.body, found, radio) ? found[1].str() : "";
    }
    http::Response answer_swimming(TestSite::Typed typed) {
        typed.emplace_back("draft", handle);
        return site.post(swimming, std::move(typed));
    }

    bool is_away = false;
    std::string samir = R"({"protected":false,"given_name":"Samir","family_name":"Haddad","guardians":["189203049813"]})";
};

}  // namespace

TEST_CASE("the own children are offered when the register has answered, and the choice is the answer in the two boxes") {
    Family town(GENERATE(from_range(db::kinds_under_test())));
    const auto waiting = town.begin();
    CHECK(shows(waiting, "Vi frågar folkbokföringen om dina barn"));
    CHECK_FALSE(shows(waiting, "Noor"));
    town.site.run_jobs();
    const auto page = town.site.get(swimming);
    CHECK(shows(page, "Född 1 januari 2018"));
    CHECK(shows(page, "Samir"));
    CHECK(shows(page, "Ett annat barn"));
    const auto noor = town.choice_of(page, "Noor");
    REQUIRE_FALSE(noor.empty());
    town.answer_swimming({{"swimmer-own", noor}, {"swimmer_name", "Samir Haddad"}, {"swimmer_number", "20160503-2380"}});
    const auto again = town.site.get(swimming);
    CHECK(shows(again, R"(name="swimmer_name")"));
    CHECK(shows(again, R"(value="Noor Haddad")"));
    CHECK(shows(again, R"(value="20180101-2392")"));
    CHECK(shows(again, "value=\"" + noor + "\" checked"));
}

TEST_CASE("another child is typed in the boxes, with its mistakes shown there") {
    Family town;
    town.begin();
    town.site.run_jobs();
    const auto wrong = town.answer_swimming({{"swimmer-own", "another"}, {"swimmer_name", "Ali"}, {"swimmer_number", "2018"}});
    CHECK(wrong.status == 422);
    CHECK(shows(wrong, "own-children--open"));
    CHECK(shows(wrong, R"(value="another" checked)"));
    CHECK(shows(wrong, R"(value="Ali")"));
    CHECK(shows(town.answer_swimming({}), "own-children--open"));
}

TEST_CASE("another child stays chosen while its boxes are empty, also after an own child has been saved") {
    Family town;
    town.begin();
    town.site.run_jobs();
    const auto noor = town.choice_of(town.site.get(swimming), "Noor");
    for (const auto& before : {std::string(), noor}) {
        CAPTURE(before);
        if (!before.empty()) town.answer_swimming({{"swimmer-own", before}, {"swimmer_name", ""}, {"swimmer_number", ""}});
        const auto empty = town.answer_swimming({{"swimmer-own", "another"}, {"swimmer_name", ""}, {"swimmer_number", ""}});
        CHECK(empty.status == 422);
        CHECK(shows(empty, R"(value="another" checked)"));
        CHECK_FALSE(shows(empty, "value=\"" + noor + "\" checked"));
    }
}

TEST_CASE("a child that is no longer offered is not taken for the one that stands in the boxes") {
    Family town;
    town.begin();
    town.site.run_jobs();
    const auto posted =
        town.answer_swimming({{"swimmer-own", "0123456789abcdef"}, {"swimmer_name", "Samir Haddad"}, {"swimmer_number", "20160503-2380"}});
    CHECK(posted.status == 422);
    CHECK_FALSE(shows(posted, R"(value="Samir Haddad")"));
}

TEST_CASE("a child in hiding is not named, and nothing tells that it is") {
    Family town;
    town.samir = R"({"protected":true,"given_name":"Samir","family_name":"Haddad","guardians":["189203049813"]})";
    town.begin();
    town.site.run_jobs();
    const auto page = town.site.get(swimming);
    CHECK(shows(page, "Noor"));
    for (const auto* told : {"Samir", "20160503", "3 maj 2016", "kyddad"}) CHECK_FALSE(shows(page, told));
}

TEST_CASE("a register that is silent leaves the boxes as they are") {
    Family town;
    town.is_away = true;
    town.begin();
    town.site.run_jobs();
    const auto page = town.site.get(swimming);
    CHECK(shows(page, R"(name="swimmer_name")"));
    CHECK_FALSE(shows(page, "swimmer-own"));
    CHECK_FALSE(shows(town.answer_swimming({{"swimmer_name", "Noor Haddad"}, {"swimmer_number", "20180101-2392"}}), "swimmer_name-error"));
}

TEST_CASE("nobody is asked about for a form that asks for no child, or for one who is not signed in") {
    Family town;
    const auto asked = [&] {
        return town.site.db().read(
            [](db::Connection& db) { return audit::search(db, {.event_prefix = "directories.children_asked"}).size(); });
    };
    town.site.post("/e-tjanster/skolskjuts/borja");
    CHECK(asked() == 0);
    town.begin();
    CHECK(asked() == 1);
    town.site.run_jobs();
    town.site.sign_out();
    CHECK_FALSE(shows(town.begin(), "Noor"));
    CHECK(asked() == 1);
}

}  // namespace e_services
