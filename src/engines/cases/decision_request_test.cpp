/// Law: FL 12 §.
#include "engines/cases/decision_request.h"

#include <algorithm>

#include "engines/cases/alarms.h"
#include "engines/cases/delay.h"
#include "engines/cases/flow_town_for_tests.h"
#include "engines/cases/teamwork.h"

namespace cases {
namespace {

/// Kim's application came on 14 April 2026 and is not decided on 15 October, when more than six months have gone.
struct SlowTown : FlowTown {
    explicit SlowTown(db::Kind kind, std::string_view service = flow_services::support)
        : FlowTown(kind), boss(staff("boss", {"cases.read", "cases.approve"})), receipt(send_in(service)) {
        as(officer, [&](Change& change) { must(assign_to(change, receipt.id, officer.account)); });
        site.run_jobs();
        day("2026-10-15");
        sent.clear();
    }
    void day(std::string_view iso) { set_clock(swedish_time(*date_from_iso(iso), 10)); }
    bool can_ask() {
        return read(
            [&](db::Connection& db) { return can_ask_for_decision(db, site.tenant(), find(db, site.tenant(), receipt.id).value()); });
    }
    Result<void> ask(std::string_view words = "") {
        return as(kim, [&](Change& change) { return ask_for_decision(change, receipt.id, words); });
    }
    Result<void> refuse(const Visitor& by, std::string_view reasons = "Vi väntar på ett yttrande.") {
        return as(by, [&](Change& change) { return refuse_to_decide(change, receipt.id, reasons); });
    }
    Result<Decision> decide_it() {
        auto made = as(officer, [&](Change& change) { return decide(change, receipt.id, {.outcome = "reject", .reason = "no_need"}); });
        if (made) as(boss, [&](Change& change) { must(approve_decision(change, receipt.id, now_is(receipt.id).last_event)); });
        return made;
    }
    std::vector<std::string> records() {
        std::vector<std::string> kinds;
        read([&](db::Connection& db) {
            for (const auto& record : public_register::records(db, public_register::find(db, receipt.number).value()))
                kinds.push_back(record.kind);
        });
        return kinds;
    }
    std::optional<Date> to_answer() {
        return read([&](db::Connection& db) { return request_to_answer(db, find(db, site.tenant(), receipt.id).value()); });
    }
    std::vector<QueueRow> list() {
        return read([&](db::Connection& db) { return queue(db, site.tenant(), officer.account, {.whose = Filter::Whose::mine}); });
    }
    Visitor boss;
    Receipt receipt;
};

std::optional<Date> day_of(std::string_view iso) { return date_from_iso(iso); }

}  // namespace

#define SLOW_TOWN()    \
    const Clock clock; \
    SlowTown town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a party may ask once six months have gone, and only once") {
    SLOW_TOWN();
    town.day("2026-10-14");
    CHECK_FALSE(town.can_ask());
    CHECK(town.ask().error().fault == Fault::conflict);
    town.day("2026-10-15");
    CHECK(town.can_ask());
    REQUIRE(town.ask("Jag behöver pengarna."));
    CHECK_FALSE(town.can_ask());
    CHECK(town.ask().error().fault == Fault::conflict);
    CHECK(town.records().back() == "decision_request");
    REQUIRE(town.refuse(town.officer));
    CHECK_FALSE(town.can_ask());
}

TEST_CASE("there is no such right where nothing is decided, or the case has been") {
    const Clock clock;
    SlowTown meter(GENERATE(from_range(db::kinds_under_test())), flow_services::meter);
    CHECK_FALSE(meter.can_ask());
}

TEST_CASE("nor when the case has been decided, also while the decision can be undone") {
    SLOW_TOWN();
    REQUIRE(town.decide_it());
    CHECK_FALSE(town.can_ask());
    REQUIRE(town.as(town.officer, [&](Change& change) { return undo_decision(change, town.receipt.id); }));
    CHECK(town.can_ask());
}

TEST_CASE("the answer has four weeks, whatever the case waits for, and nobody gives it longer") {
    SLOW_TOWN();
    town.as(town.officer, [&](Change& change) { must(ask_supplement(change, town.receipt.id, {}, "Mer", *day_of("2026-11-30"))); });
    CHECK(town.now_is(town.receipt.id).clock_stopped_on);
    // What the case had to keep to before is long past; a later day is moved nearer.
    REQUIRE(town.ask());
    CHECK(town.to_answer() == day_of("2026-11-12"));
    CHECK_FALSE(town.now_is(town.receipt.id).clock_stopped_on);
    const auto later =
        town.as(town.officer, [&](Change& change) { return move_due_day(change, town.receipt.id, day_of("2026-11-13"), "Vi är få"); });
    CHECK(later.error().fields == std::vector<FieldError>{{"new_due_on", "error_after_request", {"2026-11-12"}}});
    CHECK(town.as(town.officer, [&](Change& change) { return move_due_day(change, town.receipt.id, day_of("2026-11-12"), "Vi är få"); }));
    CHECK(town.list().front().decision_is_asked_for);
    CHECK(town.list().front().due_on == day_of("2026-11-12"));
    // A new stop of the clock does not stop this one.
    town.as(town.kim, [&](Change& change) { must(answer_supplement(change, town.receipt.id, {}, "Här är det", {})); });
    town.as(town.officer, [&](Change& change) { must(ask_supplement(change, town.receipt.id, {}, "Mer", *day_of("2026-12-30"))); });
    CHECK_FALSE(town.now_is(town.receipt.id).clock_stopped_on);
    CHECK(town.now_is(town.receipt.id).due_on == day_of("2026-11-12"));
}

TEST_CASE("the officer is alarmed before the four weeks are over, also while the case waits for the applicant") {
    SLOW_TOWN();
    town.as(town.officer, [&](Change& change) { must(ask_supplement(change, town.receipt.id, {}, "Mer", *day_of("2026-11-30"))); });
    REQUIRE(town.ask());
    town.as(town.officer, [&](Change& change) { must(move_due_day(change, town.receipt.id, day_of("2026-11-12"), "Vi är få")); });
    const auto alarms = [&] {
        raise_alarms(town.site.tenant());
        const auto all = town.happened(town.receipt.id);
        return std::count(all.begin(), all.end(), EventKind::alarm_raised);
    };
    town.day("2026-11-05");
    CHECK(alarms() == 0);
    town.day("2026-11-09");
    CHECK(alarms() == 1);
}

TEST_CASE("a refusal is a decision of its own: reasons, law, where to appeal; the case goes on as before") {
    SLOW_TOWN();
    town.as(town.officer, [&](Change& change) { must(move_due_day(change, town.receipt.id, day_of("2027-01-12"), "Vi är få")); });
    town.site.run_jobs();
    town.sent.clear();
    REQUIRE(town.ask());
    CHECK(town.now_is(town.receipt.id).due_on == day_of("2026-11-12"));
    CHECK(town.refuse(town.officer, "").error().fields == std::vector<FieldError>{{"why_refused", "error_write_why_refused"}});
    REQUIRE(town.refuse(town.officer));
    CHECK(town.refuse(town.officer).error().fault == Fault::conflict);
    town.site.run_jobs();
    const auto& letter = town.printed.back();
    CHECK(letter.heading == "Vi avslår din begäran om att ärendet ska avgöras");
    CHECK(letter.body.find("15 oktober 2026") != std::string::npos);
    CHECK(letter.body.find("Vi väntar på ett yttrande.") != std::string::npos);
    CHECK(letter.law == std::vector<std::string>{"Förvaltningslagen (2017:900) 12 §"});
    CHECK(letter.signer == "officer");
    CHECK(letter.appeal.kind == letters::AppealKind::administrative);
    CHECK(letter.appeal.court == "Förvaltningsrätten");
    CHECK(town.subjects() == std::vector<std::string>{"Vi säger nej till att avgöra ärende " + town.receipt.number + " nu"});
    CHECK(town.records().back() == "decision_request_refused");
    const auto files = town.read(
        [&](db::Connection& db) { return documents(db, town.site.tenant(), find(db, town.site.tenant(), town.receipt.id).value()); });
    CHECK(files.back().origin == refusal_origin);
    CHECK(files.back().direction == Direction::dispatched);
    CHECK(town.now_is(town.receipt.id).due_on == day_of("2027-01-12"));
    CHECK_FALSE(town.list().front().decision_is_asked_for);
    CHECK(town.decide_it());
    // Sent once, and all of it follows from the log.
    town.write([&](db::Connection& db) {
        ::jobs::enqueue(db, "cases.send_refusal", json::to_text(json::object({{"case", town.receipt.id.value}})), now(), "again");
    });
    town.site.run_jobs();
    const auto told = town.subjects();
    CHECK(std::count(told.begin(), told.end(), told.front()) == 1);
    rebuild(town.site.tenant(), [](auto, auto) {});
    CHECK(town.read([&](db::Connection& db) { return decision_request(db, town.receipt.id); })->refused_at);
}

TEST_CASE("who may not decide the case by the delegation order may not refuse either") {
    SLOW_TOWN();
    REQUIRE(town.ask());
    const auto other = town.staff("other", {"cases.read", "cases.decide", "cases.approve"});
    CHECK(town.refuse(other).error().text_key == "error_delegation");
    CHECK(town.to_answer());
}

TEST_CASE("the decision in the case answers the request; one that is undone leaves it waiting") {
    SLOW_TOWN();
    REQUIRE(town.ask());
    REQUIRE(town.decide_it());
    CHECK_FALSE(town.to_answer());
    REQUIRE(town.as(town.officer, [&](Change& change) { return undo_decision(change, town.receipt.id); }));
    CHECK(town.to_answer() == day_of("2026-11-12"));
    REQUIRE(town.decide_it());
    CHECK(town.refuse(town.officer).error().fault == Fault::conflict);
}

TEST_CASE("who is told of a delay is told of the right to ask, once there is one") {
    SLOW_TOWN();
    const auto tell = [&] {
        town.sent.clear();
        REQUIRE(town.as(town.officer, [&](Change& change) {
            return tell_of_delay(change, town.receipt.id, Date{swedish_date(now()).days + 20}, "Vi är få");
        }));
        town.site.run_jobs();
        return town.sent.back().text.find("förvaltningslagen 12 §") != std::string::npos;
    };
    town.day("2026-10-14");
    CHECK_FALSE(tell());
    town.day("2026-10-15");
    CHECK(tell());
    REQUIRE(town.ask());
    CHECK_FALSE(tell());
}

}  // namespace cases
