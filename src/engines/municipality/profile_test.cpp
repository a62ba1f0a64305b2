#include "engines/municipality/profile.h"

#include <catch2/catch.hpp>

#include "engines/municipality/embedded.h"
#include "foundation/db/migrations.h"
#include "foundation/db/testing.h"

namespace municipality {

TEST_CASE("a profile that is saved is read back, and what was never set has the colours of the house") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    for (const auto& file : embedded::migrations()) test->write([&](db::Connection& db) { db.script(file.content); });
    CHECK(test->read(profile).brand == "#0b4f6c");
    const Profile changed{.name = "Exempelby",
                          .email = "kontakt@exempelby.example",
                          .protection_officer = "dataskydd@exempelby.example",
                          .brand = "#123456",
                          .further_languages = "ar fi"};
    test->write([&](db::Connection& db) { save(db, changed); });
    CHECK(test->read(profile) == changed);
}

TEST_CASE("hosts come back in order, and an address has the installation's scheme and port") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    CHECK_FALSE(test->read(has_tables));
    for (const auto& file : embedded::migrations()) test->write([&](db::Connection& db) { db.script(file.content); });
    CHECK(test->read(has_tables));
    const std::vector<std::string> given{"exempelby-with-a-long-name.example", "www.exempelby-with-a-long-name.example"};
    test->write([&](db::Connection& db) { set_hosts(db, given); });
    CHECK(test->read(hosts) == given);
    CHECK(address("http://localhost:8080", "modellkoping.localhost") == "http://modellkoping.localhost:8080");
    CHECK(address("https://torg.example", "exempelby.example") == "https://exempelby.example");
}

TEST_CASE("further languages stand in one order, and what is no further language is refused") {
    CHECK(further_languages({.name = "Exempelby", .further_languages = "ar fi"}) == std::vector{Language::fi, Language::ar});
    CHECK(further_languages({.name = "Exempelby"}).empty());
    CHECK(checked({.name = "Exempelby", .further_languages = "fi"}));
    for (const auto* wrong : {"sv", "xx"}) {
        const auto refused = checked({.name = "Exempelby", .further_languages = wrong});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().fields.front().field == "further_languages");
    }
}

TEST_CASE("a municipality runs until it is paused, and again when it is opened") {
    db::TestDatabase test(GENERATE(from_range(db::kinds_under_test())));
    for (const auto& file : embedded::migrations()) test->write([&](db::Connection& db) { db.script(file.content); });
    CHECK_FALSE(test->read(is_paused));
    test->write([](db::Connection& db) { set_running(db, Running::paused); });
    CHECK(test->read(is_paused));
    test->write([](db::Connection& db) { set_running(db, Running::yes); });
    CHECK_FALSE(test->read(is_paused));
}

TEST_CASE("a profile without a name, or with a colour that is none, is refused by field") {
    const auto wrong = checked({.name = " ", .email = "nobody", .protection_officer = "nobody", .brand = "blue"});
    REQUIRE_FALSE(wrong);
    std::string fields;
    for (const auto& error : wrong.error().fields) fields += error.field + " ";
    CHECK(fields == "name email protection_officer brand ");
    CHECK(checked({.name = "Exempelby"}));
}

}  // namespace municipality
