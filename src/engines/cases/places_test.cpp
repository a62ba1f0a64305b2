#include "engines/cases/places.h"

#include <catch2/catch.hpp>

#include "engines/cases/at_place.h"
#include "engines/cases/find.h"
#include "engines/cases/finish.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace cases {
namespace {

struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({}, kind) {
        crew = {.kind = Visitor::Kind::staff, .account = employ("crew", {"cases.read", "cases.decide"}, top), .name = "Sam Testberg"};
    }
    CaseId report(double latitude, double longitude) {
        return write([&](db::Connection& db) {
            forms::Answers answers;
            answers.set("place", {forms::Point{latitude, longitude}}).set("description", {std::string("Lampan är släckt")});
            const Visitor nobody;
            Change change{db, site.tenant(), nobody};
            return receive(change, {.service = *services::newest_published(db, "fel-belysning"), .answers = answers}).id;
        });
    }
    void mend(CaseId id) {
        as(crew, [&](Change& change) { must(finish(change, id, "mend", "Ny lampa")); });
    }
    MapView view(const GeoBox& box) {
        return read([&](db::Connection& db) { return map_view(db, box); });
    }
    cases::Case now_is(CaseId id) {
        return read([&](db::Connection& db) { return find(db, site.tenant(), id).value(); });
    }
    static void pass_days(int days) { set_clock(now() + days * microseconds_a_day); }

    Visitor crew;
};

const GeoBox whole_town{59.9, 15.2, 60.1, 15.5};

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("an open case with a public place is on the map until it is finished, and again when it is reopened") {
    TOWN();
    const auto id = town.report(60.02, 15.35);
    REQUIRE(town.view(whole_town).cases.size() == 1);
    CHECK(town.view(whole_town).cases.front().number == town.now_is(id).number);
    CHECK(town.view({59.9, 15.2, 60.0, 15.3}).cases.empty());
    town.mend(id);
    CHECK(town.view(whole_town).cases.empty());
    CHECK(town.now_is(id).state == "mended");
    CHECK(town.now_is(id).dispose_on);
    const Visitor nobody;
    town.as(nobody, [&](Change& change) { must(reopen(change, id, "Den lyser inte")); });
    CHECK(town.view(whole_town).number == 1);
    CHECK_FALSE(town.now_is(id).closed_at);
    CHECK(town.now_is(id).state == "in_progress");
}

TEST_CASE("what has happened at an address is found by its answers and by what is reported near it, for who may read it") {
    TOWN();
    const auto kim = town.add_resident("Kim Exempel");
    const auto transport = [&](const std::string& street) {
        return town.write([&](db::Connection& db) {
            const Visitor resident{.kind = Visitor::Kind::resident, .person = kim, .name = "Kim Exempel"};
            Change change{db, town.site.tenant(), resident};
            return receive(change, {.service = *services::newest_published(db, "skolskjuts"),
                                    .answers = forms::Answers().set("home", {forms::Address{street, "123 45", "Exempelby"}})})
                .id;
        });
    };
    const auto at_home = transport("Storgatan 2");
    transport("Storgatan 3");
    const auto near = town.report(60.02, 15.35), mended = town.report(60.02, 15.3502);
    town.mend(mended);
    town.report(60.03, 15.35);
    const auto found = [&](AccountId account) {
        const Spot spot{.address = forms::Address{"STORGATAN 2", "12345", "Exempelby"}, .at = geo::Position{60.0201, 15.35}};
        std::vector<CaseId> ids;
        for (const auto& of : town.read([&](db::Connection& db) { return at_place(db, town.site.tenant(), account, spot, 10); }))
            ids.push_back(of.id);
        return ids;
    };
    CHECK(found(town.crew.account) == std::vector<CaseId>{mended, near, at_home});
    CHECK(found(town.employ("school", {"cases.read"}, town.here)) == std::vector<CaseId>{at_home});
    CHECK(found(town.employ("nobody", {"cases.read"}, town.elsewhere)).empty());
}

TEST_CASE("numbers that are no place on earth make no more work than the earth does") {
    TOWN();
    town.report(60.02, 15.35);
    CHECK(town.view({0, 0, 8589934.5915, 4294967.295}).number == 1);
    CHECK(town.view({-9e15, 0, 9e15, 0.001}).number == 0);
    const auto found = town.read([](db::Connection& db) { return placed_cases(db, {.box = GeoBox{-9e15, -9e15, 9e15, 9e15}}).size(); });
    CHECK(found == 1);
}

TEST_CASE("a box holds what lies in it, open or closed, newest first") {
    TOWN();
    const auto first = town.report(60.02, 15.35), second = town.report(60.0203, 15.3503);
    town.report(60.03, 15.35);
    town.mend(first);
    const auto found = town.read([](db::Connection& db) { return placed_cases(db, {.box = box_around({60.02, 15.35}, 100)}); });
    REQUIRE(found.size() == 2);
    CHECK(found[0].id == second);
    CHECK(found[1].id == first);
}

TEST_CASE("the nearest work is found first, wherever in the municipality it is") {
    TOWN();
    const auto far = town.report(60.5, 15.35), near = town.report(60.021, 15.35), middle = town.report(60.03, 15.36);
    const auto nearest = [&](AccountId account, int limit) {
        std::vector<CaseId> ids;
        for (const auto& one : town.read([&](db::Connection& db) { return placed_worklist_near(db, account, {60.02, 15.35}, limit); }))
            ids.push_back(one.id);
        return ids;
    };
    CHECK(nearest(town.crew.account, 50) == std::vector{near, middle, far});
    CHECK(nearest(town.crew.account, 1) == std::vector{near});
    CHECK(nearest(town.employ("other", {"cases.read"}, town.elsewhere), 50).empty());
}

TEST_CASE("a case is only finished once, and only a finished one is reopened") {
    TOWN();
    const auto id = town.report(60.02, 15.35);
    const Visitor nobody;
    town.as(nobody, [&](Change& change) { CHECK(reopen(change, id, "").error().fault == Fault::conflict); });
    town.mend(id);
    town.as(town.crew, [&](Change& change) { CHECK(finish(change, id, "mend", "").error().fault == Fault::conflict); });
}

TEST_CASE("many on a map are counted in cells, and the counts add up to all of them") {
    TOWN();
    for (int i = 0; i < 103; ++i) town.report(60.0 + i * 0.0005, 15.3 + i * 0.0005);
    const auto view = town.view(whole_town);
    CHECK(view.cases.empty());
    CHECK(view.number == 103);
    CHECK(view.clusters.size() > 1);
    CHECK(town.view({60.0, 15.3, 60.004, 15.304}).cases.size() == 9);
}

TEST_CASE("what is near is found nearest first, and what is farther away is not") {
    TOWN();
    const auto far = town.report(60.0209, 15.35), close = town.report(60.0203, 15.35);
    town.report(60.03, 15.35);
    const auto near = town.read([](db::Connection& db) { return open_near(db, {60.02, 15.35}, 150, "fel-belysning", 5); });
    REQUIRE(near.size() == 2);
    CHECK(near[0].of.id == close);
    CHECK(near[1].of.id == far);
    CHECK(near[0].metres == Approx(33).margin(2));
}

TEST_CASE("the usual time is the median of those that ended that way, of the town while the district has too few") {
    TOWN();
    for (int days = 1; days <= 9; ++days) {
        const auto id = town.report(60.02, 15.35);
        Town::pass_days(days);
        town.mend(id);
    }
    const auto usual = town.read([](db::Connection& db) { return usual_of(db, "fel-belysning", "Centrum", "mended"); });
    CHECK(usual.number == 9);
    CHECK(usual.median / microseconds_a_day == 5);
    CHECK(usual.nine_of_ten / microseconds_a_day == 9);
    CHECK(usual.district.empty());
    use_machine_clock();
}

TEST_CASE("staff see the places of cases in their own units alone") {
    TOWN();
    town.report(60.02, 15.35);
    const auto elsewhere = town.employ("other", {"cases.read"}, town.elsewhere);
    const auto list = [&](AccountId account) {
        return town.read([&](db::Connection& db) { return placed_worklist(db, account, 50).size(); });
    };
    CHECK(list(town.crew.account) == 1);
    CHECK(list(elsewhere) == 0);
}

TEST_CASE("what came in since a day, and what of it is open, is counted as it comes, is mended and is disposed of") {
    TOWN();
    const auto counted = [&](std::int64_t days_ago) {
        const Timestamp since{(now().value / microseconds_a_day - days_ago) * microseconds_a_day};
        const auto of = town.read([&](db::Connection& db) { return count_placed(db, "fel-belysning", since); });
        return std::tuple{of.received, of.closed, of.open};
    };
    const auto first = town.report(60.02, 15.35);
    Town::pass_days(2);
    const auto second = town.report(60.021, 15.351);
    CHECK(counted(5) == std::tuple{2, 0, 2});
    CHECK(counted(1) == std::tuple{1, 0, 1});
    town.mend(second);
    CHECK(counted(5) == std::tuple{2, 1, 1});
    rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    CHECK(counted(5) == std::tuple{2, 1, 1});
    town.write([&](db::Connection& db) { store::delete_place(db, first); });
    CHECK(counted(5) == std::tuple{1, 1, 0});
    use_machine_clock();
}

TEST_CASE("places follow from the log: a rebuild gives the same map") {
    TOWN();
    town.report(60.02, 15.35);
    town.mend(town.report(60.021, 15.351));
    rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    CHECK(town.view(whole_town).number == 1);
    CHECK(town.read([](db::Connection& db) { return db.number("SELECT SUM(number) AS n FROM cases_place_cell WHERE level_no = 4"); }) == 1);
}

}  // namespace cases
