/// The legal clock's alarms.
#include "engines/cases/alarms.h"

#include <algorithm>

#include "engines/cases/flow_town_for_tests.h"
#include "engines/cases/teamwork.h"

namespace cases {
namespace {

/// Kim's application must be decided within ten working days: 28 April 2026. The officer handles it; boss approves decisions in the unit.
struct AlarmTown : FlowTown {
    explicit AlarmTown(db::Kind kind) : FlowTown(kind), boss(staff("boss", {"cases.read", "cases.approve"})) {
        for (const auto& who : {officer, boss}) give_address(who.account, who.name + "@kommun.example");
        receipt = send_in(flow_services::support);
        as(officer, [&](Change& change) { must(assign_to(change, receipt.id, officer.account)); });
        site.run_jobs();
        sent.clear();
    }
    void give_address(AccountId id, const std::string& email) {
        write([&](db::Connection& db) {
            auto account = identity::find_account(db, id).value();
            account.email = email;
            must(identity::change_account(db, account));
        });
    }
    /// What the morning of that day sends.
    void morning(std::string_view day) {
        set_clock(swedish_time(*date_from_iso(day), 7));
        raise_alarms(site.tenant());
        site.run_jobs();
    }
    std::vector<std::string> told() {
        std::vector<std::string> all;
        for (const auto& message : sent) all.push_back(message.to);
        std::ranges::sort(all);
        sent.clear();
        return all;
    }
    std::vector<std::string> alarms() {
        std::vector<std::string> all;
        read([&](db::Connection& db) {
            for (const auto& event : events(db, site.tenant(), find(db, site.tenant(), receipt.id).value()))
                if (event.kind == EventKind::alarm_raised) all.push_back(event.data["alarm"].text() + " " + event.data["told"].text());
        });
        return all;
    }
    Visitor boss;
    Receipt receipt;
};

using Names = std::vector<std::string>;

}  // namespace

#define ALARM_TOWN()   \
    const Clock clock; \
    AlarmTown town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("the officer is told three working days before, those above from the day on, each once for each level") {
    ALARM_TOWN();
    town.morning("2026-04-22");
    CHECK(town.told().empty());
    town.morning("2026-04-23");
    REQUIRE(town.sent.size() == 1);
    CHECK(town.sent.front().text.find(town.receipt.number + ": ska vara beslutat senast 28 april 2026") != std::string::npos);
    CHECK(town.sent.front().text.find("/handlaggning/arenden/" + town.receipt.number) != std::string::npos);
    CHECK(town.sent.front().text.find("Kim") == std::string::npos);
    CHECK(town.told() == Names{"officer@kommun.example"});
    town.morning("2026-04-24");
    CHECK(town.told().empty());
    town.morning("2026-04-28");
    CHECK(town.told() == Names{"boss@kommun.example", "officer@kommun.example"});
    town.morning("2026-04-29");
    CHECK(town.told().empty());
    town.morning("2026-04-30");
    CHECK(town.told() == Names{"boss@kommun.example", "officer@kommun.example"});
    town.morning("2026-05-29");
    CHECK(town.told().empty());
    CHECK(town.alarms() == Names{"soon officer", "due officer, boss", "late officer, boss"});
}

TEST_CASE("run twice, and made anew from the log, nothing is told a second time") {
    ALARM_TOWN();
    town.morning("2026-04-23");
    town.morning("2026-04-23");
    CHECK(town.told().size() == 1);
    rebuild(town.site.tenant(), [](auto, auto) {});
    town.morning("2026-04-24");
    CHECK(town.told().empty());
    CHECK(town.alarms().size() == 1);
}

TEST_CASE("one who has much to know gets one message that names it all") {
    ALARM_TOWN();
    const auto second = town.send_in(flow_services::support);
    town.as(town.officer, [&](Change& change) { must(assign_to(change, second.id, town.officer.account)); });
    town.site.run_jobs();
    town.sent.clear();
    town.morning("2026-04-23");
    REQUIRE(town.sent.size() == 1);
    for (const auto& number : {town.receipt.number, second.number}) CHECK(town.sent.front().text.find(number) != std::string::npos);
}

TEST_CASE("a clock that stands still warns nobody, nor does a decided case; a case that nobody handles goes to those above at once") {
    ALARM_TOWN();
    SECTION("waits for the applicant") {
        town.as(town.officer,
                [&](Change& change) { must(ask_supplement(change, town.receipt.id, {}, "Mer", *date_from_iso("2026-05-20"))); });
    }
    SECTION("withdrawn") {
        town.as(town.kim, [&](Change& change) { must(withdraw(change, town.receipt.id, "")); });
    }
    SECTION("nobody handles it") {
        town.as(town.officer, [&](Change& change) { must(assign(change, town.receipt.id, std::nullopt, "")); });
        town.site.run_jobs();
        town.sent.clear();
        town.morning("2026-04-23");
        CHECK(town.told() == Names{"boss@kommun.example"});
        return;
    }
    town.site.run_jobs();
    town.sent.clear();
    town.morning("2026-04-28");
    CHECK(town.told().empty());
    CHECK(town.alarms().empty());
}

TEST_CASE("nobody is woken on a day off, and a moved day is told of anew") {
    ALARM_TOWN();
    town.morning("2026-04-25");  // a Saturday
    CHECK(town.alarms().empty());
    town.morning("2026-04-27");
    CHECK(town.told().size() == 1);
    town.as(town.officer, [&](Change& change) { must(move_due_day(change, town.receipt.id, *date_from_iso("2026-05-20"), "Vi väntar")); });
    town.site.run_jobs();
    town.sent.clear();
    town.morning("2026-05-12");
    CHECK(town.told().empty());
    town.morning("2026-05-18");
    CHECK(town.told() == Names{"officer@kommun.example"});
}

TEST_CASE("a unit chooses who is told and when, and those below it follow; who may not read its cases is not told") {
    ALARM_TOWN();
    const auto head = town.staff("head", {"cases.read"});
    town.give_address(head.account, "head@kommun.example");
    const auto set = [&](const AlarmSettings& settings) {
        return town.write([&](db::Connection& db) { return set_alarm_settings(db, town.top, settings); });
    };
    CHECK(set({.told = head.account, .days_before = 0, .days_after = 31}).error().fields.size() == 3);  // reads here, not at the top
    town.write(
        [&](db::Connection& db) { must(set_alarm_settings(db, town.here, {.told = head.account, .days_before = 5, .days_after = 1})); });
    town.morning("2026-04-21");
    CHECK(town.told() == Names{"officer@kommun.example"});
    town.morning("2026-04-29");
    CHECK(town.told() == Names{"head@kommun.example", "officer@kommun.example"});
    REQUIRE(set({.days_before = 9}));
    town.read([&](db::Connection& db) {
        CHECK(alarm_settings(db, town.elsewhere).days_before == 9);
        CHECK(alarm_settings(db, town.here).days_before == 5);
    });
}

TEST_CASE("an alarm that the mail server did not take goes again under the same id") {
    ALARM_TOWN();
    std::vector<std::string> ids;
    bool is_away = true;
    town.site.tenant().send_mail = [&](const mail::Message& message) -> Result<void> {
        ids.push_back(message.id);
        if (is_away) return failure(Fault::unavailable);
        return {};
    };
    set_clock(swedish_time(*date_from_iso("2026-04-23"), 7));
    raise_alarms(town.site.tenant());
    ::jobs::Job job{.id = ::jobs::JobId{7}, .payload = json::to_text(json::object({{"account", town.officer.account.value}}))};
    CHECK_THROWS(tell_of_alarms(town.site.tenant(), job));
    is_away = false;
    tell_of_alarms(town.site.tenant(), job);
    tell_of_alarms(town.site.tenant(), job);
    CHECK(ids == std::vector<std::string>{"7.alarms", "7.alarms"});
}

TEST_CASE("a case that is decided anew after an appeal has its day anew, and alarms; while the appeal is looked at it has none") {
    ALARM_TOWN();
    town.as(town.officer, [&](Change& change) { must(decide(change, town.receipt.id, {.outcome = "reject", .reason = "no_need"})); });
    town.as(town.boss, [&](Change& change) {
        must(approve_decision(change, town.receipt.id, find(change.db, change.tenant, town.receipt.id)->last_event));
    });
    town.site.run_jobs();
    REQUIRE(town.now_is(town.receipt.id).state_kind == "closed");
    town.as(town.kim, [&](Change& change) { must(appeal(change, town.receipt.id, "Fel", {})); });
    town.sent.clear();
    town.morning("2026-05-04");
    CHECK(town.told().empty());
    town.as(town.officer, [&](Change& change) { must(move_on(change, town.receipt.id, "reconsider")); });
    const auto anew = town.now_is(town.receipt.id);
    CHECK(to_iso(anew.due_on.value()) == "2026-05-19");  // ten working days, and Ascension Day
    rebuild(town.site.tenant(), [](auto, auto) {});
    town.morning("2026-05-19");
    CHECK(town.told() == Names{"boss@kommun.example", "officer@kommun.example"});
}

}  // namespace cases
