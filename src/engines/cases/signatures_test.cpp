#include <algorithm>

#include "engines/cases/waiting_town_for_tests.h"
#include "engines/testing/dispose_all.h"

namespace cases {

TEST_CASE("an application that others must sign waits for them, and its time begins when the last has signed") {
    WAITING();
    CHECK(town.now_is(town.id).state == "waiting_for_signatures");
    CHECK(town.now_is(town.id).clock_stopped_on);
    town.pass_days(7);
    REQUIRE(town.sign_as(town.robin));
    CHECK(town.now_is(town.id).state == "waiting_for_signatures");
    REQUIRE(town.sign_as(town.alex));
    const auto complete = town.now_is(town.id);
    CHECK(complete.state == "received");
    CHECK_FALSE(complete.clock_stopped_on);
    CHECK(to_iso(complete.due_on.value()) == "2026-05-06");  // ten working days from 21 April; 1 May is red
    using enum EventKind;
    CHECK(town.happened(town.id) == std::vector{received, co_signed, co_signed});
}

TEST_CASE("each who is named gets a link of their own that says nothing about the case, and the database keeps only its hash") {
    WAITING();
    const auto robins = town.token_for(town.robin), alexs = town.token_for(town.alex);
    CHECK(robins != alexs);
    CHECK(robins.size() == 43);
    for (const auto& message : town.sent)
        if (message.to == "robin@exempel.example") {
            CHECK_THAT(message.subject + message.text, !Catch::Contains("Kim") && !Catch::Contains("cykel") && !Catch::Contains("Skolval"));
        }
    CHECK(town.read([&](db::Connection& db) {
        return db.number("SELECT COUNT(*) AS n FROM cases_signer WHERE token_hash = ? OR token_hash = ?", robins, alexs);
    }) == 0);
    CHECK(town.read([&](db::Connection& db) {
        return db.number("SELECT COUNT(*) AS n FROM jobs_job WHERE payload LIKE ?", "%" + robins + "%");
    }) == 0);
    CHECK_FALSE(town.read([&](db::Connection& db) { return find_asked(db, town.site.tenant(), "x").has_value(); }));
}

TEST_CASE("only the person who was named signs with the link: not another, not the other signer, not the applicant, not staff") {
    WAITING();
    const auto token = town.token_for(town.robin);
    for (const auto& who : {town.alex, town.kim, town.officer, Visitor{}, town.resident("Noa Annan")}) {
        CAPTURE(who.name);
        CHECK(town.sign_as(who, token).error().fault == Fault::forbidden);
        const auto found = town.asked(token);
        CHECK(town.as(who, [&](Change& change) { return decline_to_sign(change, found, "Nej"); }).error().fault == Fault::forbidden);
    }
    CHECK(town.sign_as(town.robin, token));
    CHECK(town.sign_as(town.robin, token).error().fault == Fault::conflict);
}

TEST_CASE("one who is named twice signs once") {
    WAITING();
    town.id = town.send_in(flow_services::school_choice, town.naming({town.robin, town.robin})).id;
    CHECK(town.signers_now().size() == 1);
}

TEST_CASE("one who has signed is a party and follows the case; one who has not is none") {
    WAITING();
    REQUIRE(town.sign_as(town.robin));
    const auto number = town.now_is(town.id).number;
    const auto finds = [&](const Visitor& who) {
        return town.read([&](db::Connection& db) { return find_for(db, town.site.tenant(), who, number).has_value(); });
    };
    CHECK(finds(town.robin));
    CHECK_FALSE(finds(town.alex));
    const auto all = town.read([&](db::Connection& db) { return parties(db, town.site.tenant(), town.now_is(town.id)); });
    REQUIRE(all.size() == 2);
    CHECK(all.front().name == "Kim Exempel");
    CHECK(all.back().role == "co_signer");
}

TEST_CASE("one who declines says why, the applicant is told, and may still change mind") {
    WAITING();
    const auto robins = town.token_for(town.robin), alexs = town.token_for(town.alex);
    const auto found = town.asked(robins);
    const auto decline = [&](std::string_view why) {
        return town.as(town.robin, [&](Change& change) { return decline_to_sign(change, found, why); });
    };
    CHECK(decline("").error().fields == std::vector<FieldError>{{"reason", "error_write_why_not"}});
    town.sent.clear();
    REQUIRE(decline("Inte min skola"));
    town.site.run_jobs();
    CHECK(town.subjects() == std::vector<std::string>{"Någon vill inte skriva under ärende " + town.now_is(town.id).number});
    REQUIRE(town.sign_as(town.alex, alexs));
    CHECK(town.now_is(town.id).state == "waiting_for_signatures");
    CHECK(town.signers_now().front().reason == "Inte min skola");
    REQUIRE(town.sign_as(town.robin, robins));
    CHECK(town.now_is(town.id).state == "received");
    CHECK_FALSE(town.signers_now().front().declined_at);
}

TEST_CASE("after five working days those who have not answered are reminded, after fifteen the applicant is told, each once") {
    WAITING();
    REQUIRE(town.sign_as(town.alex));
    town.site.run_jobs();
    const auto told = [&](int days) {
        town.sent.clear();
        town.pass_days(days);
        for (int i = 0; i < 2; ++i) run_timers(town.site.tenant());
        town.site.run_jobs();
        std::vector<std::string> to;
        for (const auto& message : town.sent) to.push_back(message.to);
        std::sort(to.begin(), to.end());
        return to;
    };
    CHECK(told(6) == std::vector<std::string>{});
    CHECK(told(1) == std::vector<std::string>{"robin@exempel.example"});
    CHECK(told(7) == std::vector<std::string>{});
    CHECK(told(8) == std::vector<std::string>{"alex@exempel.example", "kim@exempel.example"});
    const auto log =
        town.read([&](db::Connection& db) { return events(db, town.site.tenant(), find(db, town.site.tenant(), town.id).value()); });
    CHECK(log.back().data["names"].text() == "Robin Exempel");
}

TEST_CASE("a link works for its time, and no longer than the case waits") {
    WAITING();
    town.pass_days(61);
    CHECK(town.sign_as(town.robin).error().fault == Fault::conflict);
    town.pass_days(-61);
    REQUIRE(town.as(town.kim, [&](Change& change) { return withdraw(change, town.id, ""); }));
    CHECK(town.sign_as(town.robin).error().fault == Fault::conflict);
}

TEST_CASE("where nobody is named the application is complete as it comes") {
    WAITING();
    CHECK(town.now_is(town.send_in(flow_services::school_choice).id).state == "received");
}

TEST_CASE("signers made anew from the event log are as they were, and disposal removes them") {
    WAITING();
    REQUIRE(town.sign_as(town.robin));
    const auto token = town.token_for(town.alex);
    rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    REQUIRE(town.signers_now().size() == 2);
    CHECK(town.signers_now().front().signed_at);
    CHECK(town.now_is(town.id).clock_stopped_on);
    CHECK(town.sign_as(town.alex, token));
    REQUIRE(town.as(town.kim, [&](Change& change) { return withdraw(change, town.id, ""); }));
    town.pass_days(5 * 365);
    dispose_of_all_due(town.site.tenant());
    CHECK(town.read([&](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM cases_signer"); }) == 0);
}

}  // namespace cases
