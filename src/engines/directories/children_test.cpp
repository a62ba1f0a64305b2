#include "engines/directories/children.h"

#include <catch2/catch.hpp>

#include "engines/identity/people.h"
#include "engines/privacy/privacy.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace directories {
namespace {

const std::string guardian = "189203049813", noor = "201801012392", samir = "201605032380", hidden = "201509042394";

/// A register of people by their number; one that is not there does not exist.
struct Town {
    explicit Town(db::Kind kind = db::Kind::sqlite) : site({}, kind) {
        Sources sources;
        sources.connected[Directory::population] = [this](const Inquiry& inquiry) -> Reply {
            ++asked;
            const auto& number = inquiry.asks["personal_number"].text();
            if (is_away || number == away_for) return {};
            const auto found = records.find(number);
            if (found == records.end()) return {.outcome = Outcome::missing};
            return {.outcome = Outcome::found, .record = json::parse(found->second).value()};
        };
        site.tenant().directories = std::make_shared<const Sources>(std::move(sources));
        custody(R"("201801012392")");
        records[noor] = of_child("Noor");
    }
    void custody(const std::string& numbers) { records[guardian] = R"({"protected": false, "custody_of": [)" + numbers + "]}"; }
    static std::string of_child(const std::string& given_name, const std::string& more = "") {
        return R"({"protected": false, "given_name": ")" + given_name + R"(", "family_name": "Haddad", "guardians": ["18920304-9813"])" +
               more + "}";
    }
    std::vector<std::string> offered() {
        std::vector<std::string> names;
        const auto children = children_in_register(site.tenant(), guardian).value();
        for (const auto& child : children) names.push_back(child.given_name);
        return names;
    }
    PersonId fatima() {
        const auto person = site.db().write([&](db::Connection& db) {
            return identity::find_or_add_person(db, site.tenant().secret, identity::PersonalNumber::from(guardian).value(),
                                                "Fatima Haddad");
        });
        site.sign_in_resident(person);
        return person;
    }
    void ask() {
        site.db().write([&](db::Connection& db) { ask_for_children(db, site.tenant(), site.visitor(), ChildrenFor::form); });
    }
    PersonId fatima_who_has_asked() {
        const auto person = fatima();
        ask();
        site.run_jobs();
        return person;
    }
    OwnChildren known(PersonId person) {
        return site.db().read([&](db::Connection& db) { return own_children(db, site.tenant(), person); });
    }

    TestSite site;
    std::map<std::string, std::string> records{};
    bool is_away = false;
    std::string away_for{};  ///< about this number it does not answer
    int asked = 0;
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the children whom one has custody of are told, the oldest first") {
    Town town;
    town.custody(R"("20180101-2392", "201605032380", "201605032380")");
    town.records[samir] = Town::of_child("Samir");
    CHECK(town.offered() == Names{"Samir", "Noor"});
    CHECK(children_in_register(town.site.tenant(), guardian)->back() == Child{noor, "Noor", "Noor Haddad"});
}

TEST_CASE("a child is left out when its record does not say that it is the person's own, alive and unprotected") {
    Town town;
    town.custody(R"("201801012392", "201509042394")");
    for (const auto* record : {
             R"({"protected": true, "given_name": "Elsa", "guardians": ["189203049813"]})",
             R"({"protected": "nej", "given_name": "Elsa", "guardians": ["189203049813"]})",
             R"({"protected": null, "given_name": "Elsa", "guardians": ["189203049813"]})",
             R"({"given_name": "Elsa", "guardians": ["189203049813"]})",
             R"({"protected": false, "given_name": "Elsa", "guardians": ["189708219804"]})",
             R"({"protected": false, "given_name": "Elsa"})",
             R"({"protected": false, "given_name": " ", "guardians": ["189203049813"]})",
             R"({"protected": false, "given_name": "Elsa", "guardians": ["189203049813"], "deregistered": "dead"})",
             R"([])",
         }) {
        CAPTURE(record);
        town.records[hidden] = record;
        CHECK(town.offered() == Names{"Noor"});
    }
    town.records.erase(hidden);
    CHECK(town.offered() == Names{"Noor"});
}

TEST_CASE("who is grown up, and what is no number, is nobody's child") {
    Town town;
    town.custody(R"("189708219804", "Noor", 7, null, "201801012392")");
    town.records["189708219804"] = Town::of_child("Kim");
    CHECK(town.offered() == Names{"Noor"});
}

TEST_CASE("a guardian with protected identity is told nothing, nor one whom the register does not have") {
    Town town;
    town.records[guardian] = R"({"protected": true, "custody_of": ["201801012392"]})";
    CHECK(town.offered().empty());
    town.records.erase(guardian);
    CHECK(town.offered().empty());
}

TEST_CASE("the children are asked for by a job, kept sealed for a day and then gone with their key") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto fatima = town.fatima();
    CHECK_FALSE(town.known(fatima).is_awaited);
    town.ask();
    CHECK(town.asked == 0);
    CHECK(town.known(fatima).is_awaited);
    CHECK(town.site.last_audit()->event == "directories.children_asked");
    CHECK(town.site.last_audit()->subject == fatima.value);
    town.site.run_jobs();
    REQUIRE(town.known(fatima).all.size() == 1);
    CHECK(town.known(fatima).all.front().name == "Noor Haddad");
    const auto asked = town.asked;
    town.ask();
    town.site.run_jobs();
    CHECK(town.asked == asked);
    const auto sealed = town.site.db().read([](db::Connection& db) {
        return db.one([](const db::Row& row) { return row.text("sealed_children"); }, "SELECT * FROM directories_own_children").value();
    });
    CHECK(sealed.find("Noor") == std::string::npos);
    const auto key = town.site.db().write([](db::Connection& db) {
        db.execute("UPDATE directories_own_children SET expires_at = ?", now());
        return db.one([](const db::Row& row) { return row.as<KeyId>("key"); }, "SELECT key FROM directories_own_children").value();
    });
    CHECK(town.known(fatima).all.empty());
    for (const auto& job : jobs())
        if (!job.every.empty()) job.run(town.site.tenant(), {});
    town.site.db().read([&](db::Connection& db) {
        CHECK(privacy::is_destroyed(db, key));
        CHECK(db.number("SELECT count(*) AS n FROM directories_own_children") == 0);
    });
}

TEST_CASE("a register that is silent is left alone for a while, and nothing is known") {
    Town town;
    const auto fatima = town.fatima();
    town.is_away = true;
    town.ask();
    town.site.run_jobs();
    CHECK(town.known(fatima).all.empty());
    town.ask();
    town.site.run_jobs();
    CHECK(town.asked == 1);
    town.is_away = false;
    town.site.db().write([](db::Connection& db) { db.execute("UPDATE directories_own_children SET asked_at = 0"); });
    CHECK_FALSE(town.known(fatima).is_awaited);
    town.ask();
    town.site.run_jobs();
    CHECK(town.known(fatima).all.size() == 1);
}

TEST_CASE("a register that answers about some of the children alone is taken for silent") {
    Town town;
    town.custody(R"("201801012392", "201605032380")");
    town.records[samir] = Town::of_child("Samir");
    town.away_for = samir;
    CHECK_FALSE(children_in_register(town.site.tenant(), guardian).has_value());
    const auto fatima = town.fatima();
    town.ask();
    town.site.run_jobs();
    CHECK(town.known(fatima).all.empty());
    town.away_for.clear();
    town.site.db().write([](db::Connection& db) { db.execute("UPDATE directories_own_children SET asked_at = 0"); });
    town.ask();
    town.site.run_jobs();
    CHECK(town.known(fatima).all.size() == 2);
}

TEST_CASE("a record with very many children does not have the register asked about all of them") {
    Town town;
    std::string numbers;
    for (int i = 0, many = 0; many < 30; ++i) {
        const auto number = "20180101" + std::to_string(1000 + i);
        if (!identity::PersonalNumber::from(number)) continue;
        numbers += (many++ == 0 ? "\"" : ", \"") + number + "\"";
    }
    town.custody(numbers);
    CHECK(town.offered().empty());
    CHECK(town.asked == 21);
}

TEST_CASE("when somebody turns out to be in hiding, what is kept of all children is gone and asked for anew") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto fatima = town.fatima_who_has_asked();
    REQUIRE(town.known(fatima).all.size() == 1);
    town.site.db().write([](db::Connection& db) { forget_all_children(db); });
    CHECK(town.known(fatima).all.empty());
    CHECK(town.site.db().read([&](db::Connection& db) { return should_ask_for_children(db, town.site.tenant(), fatima); }));
}

TEST_CASE("a child whom the house has marked is not offered, whatever the register says") {
    Town town(GENERATE(from_range(db::kinds_under_test())));
    const auto fatima = town.fatima_who_has_asked();
    REQUIRE(town.known(fatima).all.size() == 1);
    town.site.db().write([&](db::Connection& db) {
        const auto& secret = town.site.tenant().secret;
        const auto id = identity::find_or_add_person(db, secret, identity::PersonalNumber::from(noor).value(), "Noor Haddad");
        auto person = identity::find_person(db, secret, id).value();
        CHECK(own_children(db, town.site.tenant(), fatima).all.size() == 1);
        person.protected_identity = true;
        REQUIRE(identity::change_person(db, secret, person));
    });
    CHECK(town.known(fatima).all.empty());
}

TEST_CASE("the log says what the children were asked for") {
    Town town;
    town.fatima();
    town.site.db().write(
        [&](db::Connection& db) { ask_for_children(db, town.site.tenant(), town.site.visitor(), ChildrenFor::earlier_cases); });
    CHECK(town.site.last_audit()->event == "directories.children_asked_for_earlier");
}

TEST_CASE("nobody is asked about where no register is connected, or for one without personal number") {
    Town town;
    const auto kim = town.site.db().write([&](db::Connection& db) {
        return identity::find_or_add_person_by_email(db, town.site.tenant().secret, "kim@exempel.example", "Kim");
    });
    town.site.sign_in_resident(kim);
    town.ask();
    town.site.tenant().directories = nullptr;
    const auto fatima = town.fatima();
    town.ask();
    town.site.run_jobs();
    CHECK(town.asked == 0);
    CHECK_FALSE(town.known(fatima).is_awaited);
}

}  // namespace directories
