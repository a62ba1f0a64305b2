/// Cases that a committee decides.
#include "engines/cases/committee.h"

#include <algorithm>

#include "engines/cases/flow_town_for_tests.h"
#include "engines/public_register/public_register.h"

namespace cases {
namespace {

/// The unit's committee meets on 20 May 2026. The clerk handles cases and may decide none of them by delegation.
struct CommitteeTown : FlowTown {
    explicit CommitteeTown(db::Kind kind) : FlowTown(kind), clerk(staff("clerk", {"cases.read", "cases.decide"})), of(apply(kim_id)) {
        site.tenant().undo_minutes = 10;
        write([&](db::Connection& db) {
            auto unit = identity::find_unit(db, here).value();
            unit.name_sv = "Skolnämnden";
            unit.committee = true;
            must(identity::change_unit(db, unit));
        });
        site.run_jobs();
        sent.clear();
    }
    ProposalDraft draft() const {
        return {.committee = here,
                .meeting_on = *date_from_iso("2026-05-20"),
                .outcome = "reject",
                .reason = "too_near",
                .proposal = "Nämnden avslår ansökan.",
                .reasons = "Vägen är *kort*."};
    }
    Result<void> propose_it(const ProposalDraft& draft) {
        return as(clerk, [&](Change& change) { return propose(change, of.id, draft); });
    }
    Result<Decision> record(const DecisionDraft& decision, MinutesDraft minutes = {}) {
        if (minutes.paragraph.empty())
            minutes = {.paragraph = "45", .meeting_on = swedish_date(now()), .took_part = "Alla", .dissent = "Bo Ek (X) reserverar sig"};
        return as(clerk, [&](Change& change) { return record_committee_decision(change, of.id, decision, minutes); });
    }
    std::vector<Proposed> waiting(std::string_view day = "2026-05-20") {
        return read([&](db::Connection& db) { return proposed_to(db, site.tenant(), clerk, here, *date_from_iso(day)).value(); });
    }
    Visitor clerk;
    TestTown::Case of;
};

}  // namespace

#define COMMITTEE_TOWN() \
    const Clock clock;   \
    CommitteeTown town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("what an officer may not decide goes to the committee, whose decision is sent with its paragraph and kept as an extract") {
    COMMITTEE_TOWN();
    CHECK(town.as(town.clerk, [&](Change& change) { return decide(change, town.of.id, {.outcome = "approve"}); }).error().text_key ==
          "error_delegation");
    REQUIRE(town.propose_it(town.draft()));
    REQUIRE(town.waiting().size() == 1);
    CHECK(town.waiting().front().proposal.proposal == "Nämnden avslår ansökan.");
    CHECK(town.read([&](db::Connection& db) { return meetings(db, town.clerk.account); }).front().cases == 1);

    set_clock(swedish_time(*date_from_iso("2026-05-20"), 15));
    const auto made = town.record({.outcome = "reject", .reason = "too_near"});
    REQUIRE(made);
    CHECK(made->decided_by_name == "Skolnämnden");
    CHECK(made->delegation.empty());
    CHECK(town.waiting().empty());

    set_clock(now() + 11 * microseconds_a_minute);
    town.site.run_jobs();
    const auto closed = town.now_is(town.of.id);
    CHECK(closed.state_kind == "closed");
    CHECK(closed.outcome == "reject");
    REQUIRE(town.printed.size() == 2);
    CHECK(town.printed[0].signer == "Skolnämnden");
    CHECK(town.printed[0].minutes == "§ 45, 20 maj 2026");
    CHECK(town.printed[1].heading == "Protokollsutdrag § 45");
    for (const auto* words : {"Nämnden avslår ansökan", "Alla", "Bo Ek", "\\*kort\\*"}) {
        CAPTURE(words);
        CHECK(town.printed[1].body.find(words) != std::string::npos);
    }
    const auto kept = town.read([&](db::Connection& db) { return documents(db, town.site.tenant(), closed); });
    CHECK(std::ranges::count(kept, "minutes", &Document::origin) == 1);
    const auto records =
        town.read([&](db::Connection& db) { return public_register::records(db, public_register::find(db, town.of.number).value()); });
    CHECK(records.back().kind == "minutes");
    CHECK_FALSE(town.read([&](db::Connection& db) { return proposal(db, town.site.tenant(), closed); }));

    print_minutes(town.site.tenant(), {.payload = json::to_text(json::object({{"case", town.of.id.value}}))});
    CHECK(town.printed.size() == 2);  // once
}

TEST_CASE("a committee's decision can be undone as any other, and waits for the committee again; the log tells it all") {
    COMMITTEE_TOWN();
    REQUIRE(town.propose_it(town.draft()));
    REQUIRE(town.record({.outcome = "approve"}));
    rebuild(town.site.tenant(), [](auto, auto) {});
    const auto made = town.read([&](db::Connection& db) { return decision(db, town.site.tenant(), town.now_is(town.of.id)); });
    REQUIRE(made);
    REQUIRE(made->minutes);
    CHECK(made->minutes->paragraph == "45");
    CHECK(made->minutes->dissent == "Bo Ek (X) reserverar sig");
    CHECK(made->decided_by == town.clerk.account);
    REQUIRE(town.as(town.clerk, [&](Change& change) { return undo_decision(change, town.of.id); }));
    CHECK(town.waiting().size() == 1);
    set_clock(now() + 11 * microseconds_a_minute);
    town.site.run_jobs();
    CHECK(town.printed.empty());
}

TEST_CASE("a proposal names a committee over the unit, a coming day, what is proposed and why; it can be written anew and taken back") {
    COMMITTEE_TOWN();
    const auto keys = [](const auto& result) {
        std::string all;
        if (!result)
            for (const auto& field : result.error().fields) all += field.text_key + " ";
        return all;
    };
    CHECK(keys(town.propose_it({.committee = town.elsewhere, .meeting_on = *date_from_iso("2026-04-13"), .outcome = "maybe"})) ==
          "error_choose_committee error_meeting_day error_choose_outcome error_write_proposal error_write_reasons ");
    auto draft = town.draft();
    draft.reason = "no_such";
    CHECK(keys(town.propose_it(draft)) == "error_choose_reason ");
    CHECK(town.record({.outcome = "approve"}).error().fault == Fault::conflict);  // nothing is proposed

    REQUIRE(town.propose_it(town.draft()));
    draft = town.draft();
    draft.meeting_on = *date_from_iso("2026-06-17");
    REQUIRE(town.propose_it(draft));
    CHECK(town.waiting().empty());
    CHECK(town.waiting("2026-06-17").size() == 1);
    CHECK(keys(town.record({.outcome = "approve"}, {.paragraph = "en mycket lång paragraf", .meeting_on = *date_from_iso("2026-04-15")})) ==
          "error_paragraph error_minutes_day error_took_part ");
    REQUIRE(town.as(town.clerk, [&](Change& change) { return take_back_proposal(change, town.of.id); }));
    CHECK(town.waiting("2026-06-17").empty());
}

TEST_CASE("the paper for a meeting holds the proposals as they were written, for who may read the cases") {
    COMMITTEE_TOWN();
    REQUIRE(town.propose_it(town.draft()));
    const auto all = town.waiting();
    const auto paper = town.read(
        [&](db::Connection& db) { return paper_of(db, town.site.tenant(), Language::sv, town.here, *date_from_iso("2026-05-20"), all); });
    CHECK(paper.heading == "Skolnämnden 20 maj 2026: ärenden för beslut");
    for (const auto& words : {town.of.number, std::string("Nämnden avslår ansökan"), std::string("clerk")}) {
        CAPTURE(words, paper.body);
        CHECK(paper.body.find(words) != std::string::npos);
    }
    const auto stranger_account = town.employ("stranger", {"cases.read", "cases.decide"}, town.elsewhere);
    town.read([&](db::Connection& db) {
        const auto stranger = identity::visitor_of_account(db, stranger_account);
        CHECK(proposed_to(db, town.site.tenant(), stranger, town.here, *date_from_iso("2026-05-20")).value().empty());
        CHECK(meetings(db, stranger.account).empty());
    });
}

TEST_CASE("a proposal that a colleague wrote meanwhile is not written over unseen") {
    COMMITTEE_TOWN();
    auto mine = town.draft();
    mine.seen_event = town.now_is(town.of.id).last_event;
    REQUIRE(town.propose_it(town.draft()));
    mine.proposal = "Nämnden bifaller.";
    CHECK(town.propose_it(mine).error().text_key == "error_changed_while_writing");
    CHECK(town.waiting().front().proposal.proposal == "Nämnden avslår ansökan.");
    mine.seen_event = town.now_is(town.of.id).last_event;
    REQUIRE(town.propose_it(mine));
    CHECK(town.waiting().front().proposal.proposal == "Nämnden bifaller.");
}

TEST_CASE("an extract that is printed late quotes the proposal that was decided, not one that was written since") {
    COMMITTEE_TOWN();
    REQUIRE(town.propose_it(town.draft()));
    set_clock(swedish_time(*date_from_iso("2026-05-20"), 15));
    REQUIRE(town.record({.outcome = "reject", .reason = "too_near"}));
    set_clock(now() + 11 * microseconds_a_minute);
    send_decision(town.site.tenant(), town.of.id);
    town.as(town.kim, [&](Change& change) { must(appeal(change, town.of.id, "Fel", {})); });
    town.as(town.officer, [&](Change& change) { must(move_on(change, town.of.id, "reconsider")); });
    auto newer = town.draft();
    newer.meeting_on = *date_from_iso("2026-06-17");
    newer.proposal = "Nämnden bifaller ansökan.";
    REQUIRE(town.propose_it(newer));
    town.site.run_jobs();
    REQUIRE(town.printed.size() == 2);
    CHECK(town.printed[1].body.find("Nämnden avslår ansökan") != std::string::npos);
    CHECK(town.printed[1].body.find("Nämnden bifaller") == std::string::npos);
}

TEST_CASE("a decision that was decided anew before its extract was printed has its extract all the same") {
    COMMITTEE_TOWN();
    const auto decide_and_send = [&](std::string_view day, std::string paragraph) {
        set_clock(swedish_time(*date_from_iso(day), 15));
        REQUIRE(town.record({.outcome = "reject", .reason = "too_near"},
                            {.paragraph = std::move(paragraph), .meeting_on = swedish_date(now()), .took_part = "Alla", .dissent = ""}));
        set_clock(now() + 11 * microseconds_a_minute);
        send_decision(town.site.tenant(), town.of.id);
    };
    REQUIRE(town.propose_it(town.draft()));
    decide_and_send("2026-05-20", "45");
    town.as(town.kim, [&](Change& change) { must(appeal(change, town.of.id, "Fel", {})); });
    town.as(town.officer, [&](Change& change) { must(move_on(change, town.of.id, "reconsider")); });
    auto newer = town.draft();
    newer.meeting_on = *date_from_iso("2026-06-17");
    REQUIRE(town.propose_it(newer));
    decide_and_send("2026-06-17", "61");
    town.site.run_jobs();
    std::vector<std::int64_t> kept;
    town.read([&](db::Connection& db) {
        for (const auto& event : events(db, town.site.tenant(), find(db, town.site.tenant(), town.of.id).value()))
            if (event.kind == EventKind::minutes_kept) kept.push_back(event.data["decision"].integer());
    });
    REQUIRE(kept.size() == 2);
    CHECK(kept[0] != kept[1]);
    CHECK(std::ranges::any_of(town.printed, [](const auto& letter) { return letter.heading.find("45") != std::string::npos; }));
    town.site.run_jobs();
    CHECK(town.printed.size() == 4);
}

}  // namespace cases
