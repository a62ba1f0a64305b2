/// What was decided in a committee's place is reported to it, once.
#include "engines/cases/delegated_decisions.h"

#include <algorithm>

#include "engines/cases/committee.h"
#include "engines/cases/flow_town_for_tests.h"
#include "engines/testing/dispose_all.h"
#include "engines/testing/table_service.h"

namespace cases {
namespace {

/// The unit's committee is to hear of what was decided from 1 April 2026.
struct DelegatedTown : FlowTown {
    explicit DelegatedTown(db::Kind kind) : FlowTown(kind), secretary(staff("secretary", {"cases.read", "cases.report"})) {
        make_committee(here, "Skolnämnden");
    }
    void make_committee(UnitId unit_id, std::string name) {
        write([&](db::Connection& db) {
            auto unit = identity::find_unit(db, unit_id).value();
            unit.name_sv = std::move(name);
            unit.committee = true;
            must(identity::change_unit(db, unit));
        });
    }
    std::vector<DelegatedDecision> waiting(UnitId committee, std::string_view since = "2026-04-01") {
        return read([&](db::Connection& db) { return unreported(db, committee, *date_from_iso(since), now()); });
    }
    std::vector<DelegatedDecision> waiting() { return waiting(here); }
    Result<DelegationReportId> report_it(Timestamp until, std::string_view meeting = "2026-05-20") {
        return as(secretary, [&](Change& change) {
            return report(change, here, {.meeting_on = date_from_iso(meeting), .since = date_from_iso("2026-04-01"), .until = until});
        });
    }
    std::vector<std::string> numbers_in(DelegationReportId id) {
        std::vector<std::string> all;
        for (const auto& one : read([&](db::Connection& db) { return decisions_in(db, id); })) all.push_back(one.number);
        return all;
    }
    letters::Letter letter(DelegationReportId id) {
        return read([&](db::Connection& db) {
            return letter_of_report(db, site.tenant(), Language::sv, find_report(db, id).value(), decisions_in(db, id));
        });
    }
    Visitor secretary;
};

std::string why_not(const auto& result) {
    if (result) return "";
    return result.error().fields.empty() ? result.error().text_key : result.error().fields.front().text_key;
}

}  // namespace

#define DELEGATED_TOWN() \
    const Clock clock;   \
    DelegatedTown town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a decision by delegation waits until it is reported, once, and not before it has left the house") {
    DELEGATED_TOWN();
    const auto sent = town.apply(town.kim_id, TestTown::Stage::sent);
    town.apply(town.kim_id, TestTown::Stage::decided);
    const auto waiting = town.waiting();
    REQUIRE(waiting.size() == 1);
    CHECK(waiting.front().number == sent.number);
    CHECK(waiting.front().decided_by_name == "chief");
    CHECK_FALSE(waiting.front().delegation.empty());
    const auto until = now();
    const auto made = town.report_it(until);
    REQUIRE(made);
    CHECK(town.waiting().empty());
    CHECK(town.numbers_in(*made) == std::vector{sent.number});
    CHECK(town.report_it(until).value() == *made);  // a second press
    CHECK(why_not(town.report_it(until + 1)) == "error_nothing_to_report");
    CHECK(town.read([&](db::Connection& db) { return reports_to(db, town.here); }).size() == 1);

    // What the next month brings is the next report's; the log made anew forgets nothing of it.
    set_clock(now() + 40 * microseconds_a_day);
    const auto next = town.apply(town.kim_id, TestTown::Stage::sent);
    rebuild(town.site.tenant(), [](auto, auto) {});
    REQUIRE(town.waiting().size() == 1);
    CHECK(town.numbers_in(town.report_it(now(), "2026-06-17").value()) == std::vector{next.number});
}

TEST_CASE("the report says by the rows of the delegation order what was decided, by whom and when, and nobody's name of the parties") {
    DELEGATED_TOWN();
    town.write([&](db::Connection& db) { table_service::set_up(db, town.here); });
    const auto by_person = town.apply(town.kim_id, TestTown::Stage::sent);
    const auto by_table = town.as(town.kim, [&](Change& change) {
        forms::Answers answers;
        answers.set("what", {std::string("ett kort")}).set("amount", {forms::NumberAnswer{"", 300.0}}).set("member", {true});
        return receive(change, {.service = *services::newest_published(change.db, table_service::id),
                                .answers = answers,
                                .parties = {{.person = town.kim_id, .name = "Kim Exempel"}}});
    });
    town.site.run_jobs();
    const auto letter = town.letter(town.report_it(now()).value());
    CHECK(letter.heading == "Delegationsbeslut till Skolnämnden 20 maj 2026");
    CHECK(letter.number == "2 beslut");
    for (const auto& words : {std::string("## Prov 9 Beslut om provkort (Provlagen 1 §)"), by_person.number, by_table.number,
                              std::string("Bifall, 14 april 2026, Automatiskt beslut"), std::string("14 april 2026, chief")}) {
        CAPTURE(words, letter.body);
        CHECK(letter.body.find(words) != std::string::npos);
    }
    CHECK(letter.body.find("Exempel") == std::string::npos);
    const auto paper = town.read([&](db::Connection& db) {
        const auto on = *date_from_iso("2026-05-20");
        return paper_of(db, town.site.tenant(), Language::sv, town.here, on, {}, coming_reports(db, town.here, on));
    });
    CHECK(paper.body.find("2 beslut enligt listan av 14 april 2026") != std::string::npos);
}

TEST_CASE("what a committee itself decided is not reported to it") {
    DELEGATED_TOWN();
    const auto of = town.apply(town.kim_id);
    town.as(town.officer, [&](Change& change) {
        must(propose(change, of.id,
                     {.committee = town.here,
                      .meeting_on = swedish_date(now()),
                      .outcome = "approve",
                      .proposal = "Nämnden bifaller.",
                      .reasons = "Vägen är lång."}));
        must(record_committee_decision(change, of.id, {.outcome = "approve"},
                                       {.paragraph = "45", .meeting_on = swedish_date(now()), .took_part = "Alla"}));
    });
    town.site.run_jobs();
    REQUIRE(town.now_is(of.id).state_kind == "closed");
    CHECK(town.waiting().empty());
}

TEST_CASE("a decision is reported to the committee that has delegated it, or to the nearest when the order no longer says") {
    DELEGATED_TOWN();
    town.make_committee(town.elsewhere, "Miljönämnden");
    town.apply(town.kim_id, TestTown::Stage::sent);
    town.apply(town.kim_id, TestTown::Stage::sent, "varmepump");
    CHECK(town.waiting().size() == 1);
    CHECK(town.waiting(town.elsewhere).size() == 1);
    const auto delegation = town.waiting().front().delegation;
    town.make_committee(town.top, "Kommunstyrelsen");
    CHECK(town.waiting(town.top).size() == 2);  // the order is the top's
    CHECK(town.waiting().empty());
    town.write([&](db::Connection& db) { identity::remove_delegation(db, delegation); });
    CHECK(town.waiting(town.top).size() == 1);
    CHECK(town.waiting().size() == 1);
}

TEST_CASE("a list is taken back until the meeting has been; a case that is disposed of stays on it") {
    DELEGATED_TOWN();
    const auto sent = town.apply(town.kim_id, TestTown::Stage::sent);
    const auto back = [&](DelegationReportId id) {
        return town.as(town.secretary, [&](Change& change) { return take_back_report(change, id); });
    };
    const auto first = town.report_it(now()).value();
    REQUIRE(back(first));
    CHECK(town.waiting().size() == 1);
    const auto kept = town.report_it(now()).value();
    set_clock(swedish_time(*date_from_iso("2026-05-21")));
    CHECK(why_not(back(kept)) == "error_report_was_heard");
    set_clock(swedish_time(*date_from_iso("2060-01-02")));
    dispose_of_all_due(town.site.tenant());
    REQUIRE(town.now_is(sent.id).erased);
    CHECK(town.numbers_in(kept) == std::vector{sent.number});
    CHECK(town.letter(kept).body.find("Avslag") != std::string::npos);
}

TEST_CASE("the first report says from which day the committee hears of decisions, and a report has a coming day") {
    DELEGATED_TOWN();
    CHECK(usual_first_day(*date_from_iso("2026-01-31")) == *date_from_iso("2025-12-01"));
    CHECK(usual_first_day(*date_from_iso("2026-04-14")) == *date_from_iso("2026-03-01"));
    town.apply(town.kim_id, TestTown::Stage::sent);
    CHECK(town.waiting(town.here, "2026-04-15").empty());
    const auto late = town.as(town.secretary, [&](Change& change) {
        return report(change, town.here, {.meeting_on = date_from_iso("2026-04-13"), .until = now()});
    });
    REQUIRE(late.error().fields.size() == 2);
    CHECK(late.error().fields[0].text_key == "error_meeting_day");
    CHECK(late.error().fields[1].text_key == "error_report_since");
    REQUIRE(town.report_it(now()));
    CHECK(town.read([&](db::Connection& db) { return reported_since(db, town.here); }) == date_from_iso("2026-04-01"));
}

}  // namespace cases
