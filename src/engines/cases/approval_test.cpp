#include "engines/cases/flow_town_for_tests.h"

namespace cases {

namespace {

/// The officer has decided Kim's application, which waits for the approver.
struct Proposed : FlowTown {
    explicit Proposed(db::Kind kind) : FlowTown(kind) {
        site.tenant().undo_minutes = 10;
        approver = staff("approver", {"cases.read", "cases.approve"});
        id = send_in(flow_services::support).id;
        propose();
    }
    void propose() {
        must(as(officer, [&](Change& change) { return decide(change, id, {.outcome = "approve"}); }));
    }
    auto approve_as(const Visitor& who) {
        const auto seen = now_is(id).last_event;
        return as(who, [&](Change& change) { return approve_decision(change, id, seen); });
    }
    auto send_back_as(const Visitor& who, std::string_view words) {
        const auto seen = now_is(id).last_event;
        return as(who, [&](Change& change) { return send_decision_back(change, id, seen, words); });
    }
    std::optional<Decision> decision_now() {
        return read([&](db::Connection& db) { return decision(db, site.tenant(), find(db, site.tenant(), id).value()); });
    }
    std::vector<std::string> listed_for(const Visitor& who) {
        std::vector<std::string> numbers;
        for (const auto& row :
             read([&](db::Connection& db) { return queue(db, site.tenant(), who.account, {.whose = Filter::Whose::to_approve}); }))
            numbers.push_back(row.number);
        return numbers;
    }
    void pass_minutes(int minutes) { set_clock(now() + minutes * microseconds_a_minute); }

    Visitor approver;
    CaseId id{};
};

}  // namespace

#define PROPOSED()     \
    const Clock clock; \
    Proposed town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a decision that two must see leaves the house only when the second has approved it and the time to undo is over") {
    PROPOSED();
    CHECK(town.now_is(town.id).state == "waiting_for_approval");
    CHECK(town.now_is(town.id).state_kind == "open");
    CHECK(town.now_is(town.id).outcome.empty());
    town.pass_minutes(60);
    town.site.run_jobs();
    CHECK(town.printed.empty());

    REQUIRE(town.approve_as(town.approver));
    CHECK(town.now_is(town.id).state == "decided");
    CHECK(town.now_is(town.id).outcome == "approve");
    town.site.run_jobs();
    CHECK(town.printed.empty());
    town.pass_minutes(11);
    town.site.run_jobs();
    CHECK(town.now_is(town.id).state_kind == "closed");
    REQUIRE(town.printed.size() == 1);
    CHECK(town.printed.front().signer == "officer");
    CHECK(town.decision_now()->approval->by_name == "approver");
}

TEST_CASE("nobody approves the own decision, whatever rights they hold and whoever they stand in for") {
    PROPOSED();
    town.staff("officer", {"cases.read", "cases.approve"});
    const Date today = swedish_date(now());
    town.write(
        [&](db::Connection& db) { must(identity::add_substitution(db, town.approver.account, town.officer.account, today, today)); });
    CHECK(town.approve_as(town.officer).error().text_key == "error_approve_others");
    CHECK(town.send_back_as(town.officer, "Nej").error().fault == Fault::forbidden);
    CHECK(town.listed_for(town.officer).empty());
    CHECK(town.now_is(town.id).state == "waiting_for_approval");
}

TEST_CASE("only who holds the right in the case's unit approves: not by standing in, not in another unit, not by a program or as a party") {
    PROPOSED();
    const auto stand_in = town.staff("stand-in", {"cases.read", "cases.decide"});
    const Date today = swedish_date(now());
    town.write([&](db::Connection& db) { must(identity::add_substitution(db, town.approver.account, stand_in.account, today, today)); });
    const auto other_account = town.employ("other", {"cases.read", "cases.approve"}, town.elsewhere);
    const auto other = town.read([&](db::Connection& db) { return identity::visitor_of_account(db, other_account); });
    const auto program_account = town.add_program("robot", {"cases.read", "cases.approve"}, town.here);
    const auto robot = town.read([&](db::Connection& db) { return identity::visitor_of_account(db, program_account); });
    for (const auto& who : {stand_in, other, robot, town.kim, Visitor{}}) {
        CAPTURE(who.name);
        CHECK(town.approve_as(who).error().fault == Fault::forbidden);
        CHECK(town.send_back_as(who, "Nej").error().fault == Fault::forbidden);
    }
    CHECK(town.approve_as(town.approver));
}

TEST_CASE("a decision is sent back with words, decided anew and approved: each round is an event") {
    PROPOSED();
    CHECK(town.send_back_as(town.approver, "").error().fields == std::vector<FieldError>{{"words", "error_write_what_to_change"}});
    REQUIRE(town.send_back_as(town.approver, "Fel belopp"));
    CHECK(town.now_is(town.id).state == "in_progress");
    CHECK_FALSE(town.decision_now());
    CHECK(town.listed_for(town.approver).empty());
    CHECK_FALSE(town.approve_as(town.approver));

    town.propose();
    CHECK(town.listed_for(town.approver).size() == 1);
    REQUIRE(town.approve_as(town.approver));
    CHECK(town.listed_for(town.approver).empty());
    using enum EventKind;
    CHECK(town.happened(town.id) == std::vector{received, decided, decision_sent_back, decided, decision_approved});
}

TEST_CASE("who approves what has changed since it was read is told, and nothing happens") {
    PROPOSED();
    const auto seen = town.now_is(town.id).last_event;
    must(town.as(town.kim, [&](Change& change) { return write_message(change, town.id, "Jag behöver mer"); }));
    const auto late = town.as(town.approver, [&](Change& change) { return approve_decision(change, town.id, seen); });
    CHECK(late.error().text_key == "error_changed_before_approval");
    CHECK(town.now_is(town.id).state == "waiting_for_approval");
}

TEST_CASE("the officer takes a decision back before it is approved, and undoes it after, until it is sent") {
    PROPOSED();
    REQUIRE(town.as(town.officer, [&](Change& change) { return undo_decision(change, town.id); }));
    CHECK(town.now_is(town.id).state == "in_progress");
    CHECK_FALSE(town.approve_as(town.approver));
    town.propose();
    REQUIRE(town.approve_as(town.approver));
    REQUIRE(town.as(town.officer, [&](Change& change) { return undo_decision(change, town.id); }));
    town.pass_minutes(30);
    town.site.run_jobs();
    CHECK(town.now_is(town.id).state == "in_progress");
    CHECK(town.now_is(town.id).outcome.empty());
    CHECK(town.printed.empty());
}

TEST_CASE("who withdraws while a decision waits for approval gets none") {
    PROPOSED();
    REQUIRE(town.as(town.kim, [&](Change& change) { return withdraw(change, town.id, ""); }));
    CHECK(town.now_is(town.id).outcome == "withdrawn");
    CHECK_FALSE(town.decision_now());
    CHECK_FALSE(town.approve_as(town.approver));
    CHECK(town.listed_for(town.approver).empty());
}

TEST_CASE("approvals made anew from the event log are as they were") {
    PROPOSED();
    REQUIRE(town.send_back_as(town.approver, "Fel belopp"));
    town.propose();
    rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    CHECK(town.listed_for(town.approver).size() == 1);
    REQUIRE(town.approve_as(town.approver));
    const auto before = town.decision_now().value();
    rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    const auto after = town.decision_now().value();
    CHECK(after.approval->by == before.approval->by);
    CHECK(after.send_at == before.send_at);
    CHECK_FALSE(after.awaits_approval);
}

}  // namespace cases
