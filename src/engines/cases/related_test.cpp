/// Which other cases an officer is shown beside a case, and why.
#include <catch2/catch.hpp>

#include "engines/cases/find.h"
#include "engines/cases/store.h"
#include "engines/cases/work.h"
#include "engines/services/catalogue.h"
#include "engines/testing/dispose_all.h"
#include "engines/testing/test_numbers.h"
#include "engines/testing/test_site.h"
#include "foundation/db/testing.h"

namespace cases {
namespace {

/// A municipality where one officer sees the building and the environment cases, but not those of the schools.
struct Town {
    explicit Town(db::Kind kind) : site({}, kind) {
        site.db().write([](db::Connection& db) { services::publish_carried(db); });
        for (const auto* unit : {"barn-och-utbildning", "miljo"}) site.unit(unit);
        site.sign_in_staff("officer", {may_read}, "miljo");
        officer = site.visitor();
    }

    template <class Work>
    auto as(const Visitor& who, Work work) {
        return site.db().write([&](db::Connection& db) {
            Change change{db, site.tenant(), who};
            return work(change);
        });
    }
    CaseId apply(std::string_view service, const forms::Answers& answers, Party party = {.name = "Någon"}) {
        const Visitor nobody;
        return as(nobody, [&](Change& change) {
            return receive(change,
                           {.service = *services::newest_published(change.db, service), .answers = answers, .parties = {std::move(party)}})
                .id;
        });
    }
    Case now_is(CaseId id) {
        return site.db().read([&](db::Connection& db) { return find(db, site.tenant(), id).value(); });
    }
    std::vector<Related> beside(CaseId id) {
        return site.db().read([&](db::Connection& db) { return related(db, site.tenant(), officer, find(db, site.tenant(), id).value()); });
    }
    std::int64_t subjects() {
        return site.db().read([](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM cases_subject"); });
    }

    TestSite site;
    Visitor officer;
};

forms::Answers at(const std::string& street) {
    return forms::Answers()
        .set("place_address", {forms::Address{street, "123 45", "Exempelby"}})
        .set("place_name", {std::string("Krogen")});
}
forms::Answers on(const std::string& property) { return forms::Answers().set("property", {property}); }

}  // namespace

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("cases of the same property stand beside each other, however the designation is written") {
    TOWN();
    const auto first = town.apply("varmepump", on("Exempelby Eken 1:7")), second = town.apply("varmepump", on("EKEN  1:7"));
    town.apply("varmepump", on("Exempelby Eken 1:8"));
    const auto found = town.beside(second);
    REQUIRE(found.size() == 1);
    CHECK(found[0].of.id == first);
    CHECK(found[0].same_property);
    CHECK_FALSE(found[0].same_person);
    CHECK_FALSE(found[0].same_address);
}

TEST_CASE("cases of the same address stand beside each other, also of another service") {
    TOWN();
    const auto first = town.apply("serveringstillstand", at("Storgatan 2"));
    const auto second = town.apply("serveringstillstand", at("STORGATAN 2, lgh 1101"));
    town.apply("serveringstillstand", at("Storgatan 3"));
    const auto found = town.beside(second);
    REQUIRE(found.size() == 1);
    CHECK(found[0].of.id == first);
    CHECK(found[0].same_address);
}

TEST_CASE("the same person is found by e-identification and by number, the same organisation by its number") {
    TOWN();
    const auto kim = town.site.sign_in_new_resident("Kim Exempel");
    const auto by_person = town.apply("varmepump", {}, {.person = kim, .name = "Kim Exempel"});
    const auto by_number = town.apply("varmepump", {}, {.name = "Kim", .personal_number = test_personal_number(0)});
    const auto both = town.apply(
        "varmepump", {}, {.person = kim, .name = "Kim", .personal_number = test_personal_number(0), .organisation_number = "556016-0680"});
    const auto company = town.apply("varmepump", {}, {.organisation_name = "Bolaget AB", .organisation_number = "556016-0680"});
    const auto found = town.beside(both);
    REQUIRE(found.size() == 3);
    CHECK(found[0].of.id == company);  // newest first
    CHECK(found[0].same_organisation);
    CHECK_FALSE(found[0].same_person);
    CHECK(found[1].of.id == by_number);
    CHECK(found[1].same_person);
    CHECK(found[2].of.id == by_person);
    CHECK(found[2].same_person);
}

TEST_CASE("a case that is related in several ways stands there once, with every reason") {
    TOWN();
    const Party party{.name = "Kim", .personal_number = test_personal_number(0)};
    town.apply("varmepump", on("Exempelby Eken 1:7"), party);
    const auto second = town.apply("varmepump", on("Exempelby Eken 1:7"), party);
    const auto found = town.beside(second);
    REQUIRE(found.size() == 1);
    CHECK(found[0].same_person);
    CHECK(found[0].same_property);
}

TEST_CASE("cases that the officer may not see are not there, not even their number") {
    TOWN();
    const auto school = town.apply("skolskjuts", forms::Answers().set("home", {forms::Address{"Storgatan 2", "123 45", "Exempelby"}}));
    const auto pub = town.apply("serveringstillstand", at("Storgatan 2"));
    CHECK(town.beside(pub).empty());
    town.site.sign_in_staff("everything", {may_read});
    town.officer = town.site.visitor();
    CHECK(town.beside(pub).size() == 1);
    CHECK(town.beside(pub)[0].of.id == school);
}

TEST_CASE("subjects follow the answers when they are supplemented") {
    TOWN();
    const auto first = town.apply("varmepump", on("Exempelby Eken 1:7")), second = town.apply("varmepump", on("Exempelby Eken 1:77"));
    CHECK(town.beside(first).empty());
    town.site.sign_in_staff("decider", {may_read, may_decide}, "miljo");
    REQUIRE(town.as(town.site.visitor(), [&](Change& change) {
        return ask_supplement(change, second, {{"property", "Rätt beteckning"}}, "", {swedish_date(now()).days + 10});
    }));
    REQUIRE(town.as(Visitor{}, [&](Change& change) { return answer_supplement(change, second, on("Exempelby Eken 1:7"), "", {}); }));
    CHECK(town.beside(first).size() == 1);
}

TEST_CASE("subjects are made anew from the log; events from before there were any still derive") {
    TOWN();
    const auto first = town.apply("varmepump", on("Exempelby Eken 1:7")), second = town.apply("varmepump", on("Exempelby Eken 1:7"));
    town.site.db().write([](db::Connection& db) { db.execute("DELETE FROM cases_subject"); });
    CHECK(town.beside(second).empty());
    CHECK(rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {}) == 2);
    CHECK(town.beside(second).size() == 1);

    // As the program wrote it before: without the member.
    town.site.db().write([&](db::Connection& db) {
        const store::Opener opener{db, town.site.tenant(), town.now_is(first).key};
        auto event = store::events(opener, first).at(0);
        auto older = json::object();
        for (const auto& [name, value] : event.data.members())
            if (name != "subjects") older.set(name, value);
        event.data = older;
        db.execute("DELETE FROM cases_event WHERE case_id = ?", first);
        store::insert_event(opener, first, event);
    });
    CHECK(rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {}) == 2);
    CHECK(town.now_is(first).public_title == town.now_is(second).public_title);
    CHECK(town.beside(second).empty());
}

TEST_CASE("what a case is about stands in no table in words, and is gone when the case is disposed of") {
    TOWN();
    const auto id = town.apply("serveringstillstand", at("Storgatan 2"), {.name = "Kim", .personal_number = test_personal_number(0)});
    CHECK(town.subjects() == 2);
    town.site.db().read([&](db::Connection& db) {
        for (const auto& digest : db.all([](const db::Row& row) { return row.text("digest"); }, "SELECT digest FROM cases_subject"))
            CHECK(digest.size() == 64);
        return 0;
    });
    // Another installation's key gives another digest.
    const auto digest = [&] {
        return town.site.db().read([](db::Connection& db) {
            return db.one([](const db::Row& row) { return row.text("digest"); }, "SELECT digest FROM cases_subject WHERE kind = 'address'")
                .value();
        });
    };
    const auto before = digest();
    REQUIRE(town.as(Visitor{}, [&](Change& change) { return withdraw(change, id, ""); }));
    set_clock(now() + 20LL * 366 * microseconds_a_day);
    dispose_of_all_due(town.site.tenant());
    use_machine_clock();
    CHECK(town.now_is(id).erased);
    CHECK(town.subjects() == 0);
    town.site.tenant().secret = "fedcba9876543210fedcba9876543210";
    town.apply("serveringstillstand", at("Storgatan 2"));
    CHECK(digest() != before);
}

}  // namespace cases
