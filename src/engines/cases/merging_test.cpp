/// One case of two, two of one.
#include "engines/cases/merging.h"

#include <algorithm>

#include "engines/cases/decision_request.h"
#include "engines/cases/disposal.h"
#include "engines/cases/flow_town_for_tests.h"
#include "engines/cases/store.h"
#include "engines/cases/teamwork.h"
#include "engines/cases/watching.h"
#include "engines/mandates/mandates.h"
#include "engines/notify/notify.h"
#include "engines/public_register/public_register.h"
#include "engines/testing/dispose_all.h"

namespace cases {
namespace {

struct MergeTown : FlowTown {
    explicit MergeTown(db::Kind kind) : FlowTown(kind), one(apply(kim_id)), other(apply(kim_id)) {
        site.run_jobs();
        sent.clear();
    }
    Result<void> merge_into_one(CaseId id) {
        return as(officer, [&](Change& change) { return merge(change, id, one.id); });
    }
    std::string why_not(CaseId id, CaseId into) {
        const auto result = as(officer, [&](Change& change) { return merge(change, id, into); });
        return result ? "" : result.error().fields.front().text_key;
    }
    std::string derived(CaseId id) {
        return read([&](db::Connection& db) {
            const auto of = find(db, site.tenant(), id).value();
            std::string all =
                of.state + "," + of.outcome + "," + (of.closed_at ? "closed" : "") + "," + (of.due_on ? to_iso(*of.due_on) : "");
            for (const auto merged : merged_here(db, id)) all += " <" + std::to_string(merged.value);
            if (const auto into = merged_into(db, id)) all += " >" + std::to_string(into->value);
            for (const auto& document : documents(db, site.tenant(), of)) all += " " + document.name;
            for (const auto linked : linked_to(db, id)) all += " =" + std::to_string(linked.value);
            return all;
        });
    }
    TestTown::Case one, other;
};

}  // namespace

#define MERGE_TOWN()   \
    const Clock clock; \
    MergeTown town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("a merged case is closed with all it holds and its number, the other goes on, and the applicant is told") {
    MERGE_TOWN();
    REQUIRE(town.merge_into_one(town.other.id));
    const auto closed = town.now_is(town.other.id);
    CHECK(closed.state_kind == "closed");
    CHECK(closed.outcome == "merged");
    CHECK(closed.dispose_on.has_value());
    CHECK(town.now_is(town.one.id).state_kind == "open");
    town.read([&](db::Connection& db) {
        CHECK(merged_here(db, town.one.id) == std::vector{town.other.id});
        CHECK(merged_into(db, town.other.id) == town.one.id);
        CHECK(documents(db, town.site.tenant(), closed).size() == 1);
        CHECK(public_register::find(db, town.other.number).value().number == town.other.number);
        const auto messages = notify::of_case(db, town.site.tenant(), town.other.id);
        CHECK(std::ranges::count(messages, "merged", &notify::Message::occasion) == 1);
    });
    CHECK(town.happened(town.one.id).back() == EventKind::merged);
    CHECK(town.happened(town.other.id).back() == EventKind::merged_into);
}

TEST_CASE("a request that the merged case be decided goes along, with the time that is left, and is answered in the other (FL 12 §)") {
    MERGE_TOWN();
    const Visitor kim{.kind = Visitor::Kind::resident, .person = town.kim_id};
    const auto asked_in = [&](CaseId id) {
        return town.read([&](db::Connection& db) { return request_to_answer(db, find(db, town.site.tenant(), id).value()); });
    };
    const auto ask = [&](CaseId id) { must(town.as(kim, [&](Change& change) { return ask_for_decision(change, id, ""); })); };
    set_clock(now() + 190 * microseconds_a_day);
    ask(town.other.id);
    const auto answer_by = asked_in(town.other.id);
    REQUIRE(answer_by);
    set_clock(now() + 5 * microseconds_a_day);
    SECTION("where nothing was asked for") {
        REQUIRE(town.merge_into_one(town.other.id));
        CHECK(asked_in(town.one.id) == answer_by);
        CHECK(town.now_is(town.one.id).due_on <= answer_by);
        rebuild(town.site.tenant(), [](auto, auto) {});
        CHECK(asked_in(town.one.id) == answer_by);
        REQUIRE(town.as(town.chief, [&](Change& change) { return refuse_to_decide(change, town.one.id, "Vi väntar på ett yttrande."); }));
        CHECK_FALSE(asked_in(town.one.id));
    }
    SECTION("where a later one waits, the earlier day counts") {
        ask(town.one.id);
        REQUIRE(town.merge_into_one(town.other.id));
        CHECK(asked_in(town.one.id) == answer_by);
    }
    SECTION("where an earlier one waits, that day stays") {
        ask(town.one.id);
        REQUIRE(town.as(town.officer, [&](Change& change) { return merge(change, town.one.id, town.other.id); }));
        CHECK(asked_in(town.other.id) == answer_by);
    }
    SECTION("where one was refused, this one waits for its answer") {
        ask(town.one.id);
        REQUIRE(town.as(town.chief, [&](Change& change) { return refuse_to_decide(change, town.one.id, "Vi väntar på ett yttrande."); }));
        REQUIRE(town.merge_into_one(town.other.id));
        CHECK(asked_in(town.one.id) == answer_by);
    }
}

TEST_CASE("undoing a merger gives the request that the case be decided back to the case that it came from (FL 12 §)") {
    MERGE_TOWN();
    const Visitor kim{.kind = Visitor::Kind::resident, .person = town.kim_id};
    const auto asked_in = [&](CaseId id) {
        return town.read([&](db::Connection& db) { return request_to_answer(db, find(db, town.site.tenant(), id).value()); });
    };
    const auto ask = [&](CaseId id) { must(town.as(kim, [&](Change& change) { return ask_for_decision(change, id, ""); })); };
    const auto undo = [&] { must(town.as(town.officer, [&](Change& change) { return unmerge(change, town.other.id); })); };
    set_clock(now() + 190 * microseconds_a_day);
    const auto due_before = town.now_is(town.one.id).due_on;
    ask(town.other.id);
    const auto answer_by = asked_in(town.other.id);
    set_clock(now() + 5 * microseconds_a_day);
    SECTION("and the other has none, and its day again") {
        REQUIRE(town.merge_into_one(town.other.id));
        CHECK(asked_in(town.one.id) == answer_by);
        undo();
        CHECK_FALSE(asked_in(town.one.id));
        CHECK(town.now_is(town.one.id).due_on == due_before);
        CHECK(asked_in(town.other.id) == answer_by);
        rebuild(town.site.tenant(), [](auto, auto) {});
        CHECK_FALSE(asked_in(town.one.id));
        CHECK(town.now_is(town.one.id).due_on == due_before);
        CHECK(asked_in(town.other.id) == answer_by);
        // It can be asked for there, as if nothing had come.
        ask(town.one.id);
        CHECK(asked_in(town.one.id) > answer_by);
    }
    SECTION("and the other's own waits on with its day") {
        ask(town.one.id);
        const auto own = asked_in(town.one.id);
        REQUIRE(town.merge_into_one(town.other.id));
        undo();
        CHECK(asked_in(town.one.id) == own);
        rebuild(town.site.tenant(), [](auto, auto) {});
        CHECK(asked_in(town.one.id) == own);
    }
    SECTION("and the other's own, which had been refused, is refused") {
        ask(town.one.id);
        REQUIRE(town.as(town.chief, [&](Change& change) { return refuse_to_decide(change, town.one.id, "Vi väntar på ett yttrande."); }));
        REQUIRE(town.merge_into_one(town.other.id));
        undo();
        CHECK_FALSE(asked_in(town.one.id));
        CHECK(town.read([&](db::Connection& db) { return decision_request(db, town.one.id); }).value().refused_at);
    }
    SECTION("but a refusal in the other has been given there") {
        REQUIRE(town.merge_into_one(town.other.id));
        REQUIRE(town.as(town.chief, [&](Change& change) { return refuse_to_decide(change, town.one.id, "Vi väntar på ett yttrande."); }));
        undo();
        CHECK(town.read([&](db::Connection& db) { return decision_request(db, town.one.id); }).value().refused_at);
        CHECK(asked_in(town.other.id) == answer_by);
    }
}

TEST_CASE("a merger is undone: the case is as it was, with its clock; and the log alone tells it all") {
    MERGE_TOWN();
    const auto before = town.derived(town.other.id);
    REQUIRE(town.merge_into_one(town.other.id));
    const auto merged = town.derived(town.other.id), beside = town.derived(town.one.id);
    rebuild(town.site.tenant(), [](auto, auto) {});
    CHECK(town.derived(town.other.id) == merged);
    CHECK(town.derived(town.one.id) == beside);
    REQUIRE(town.as(town.officer, [&](Change& change) { return unmerge(change, town.other.id); }));
    CHECK(town.derived(town.other.id) == before);
    CHECK(town.as(town.officer, [&](Change& change) { return unmerge(change, town.other.id); }).error().fault == Fault::conflict);
    rebuild(town.site.tenant(), [](auto, auto) {});
    CHECK(town.derived(town.other.id) == before);
    CHECK(town.why_not(town.other.id, town.one.id).empty());  // and again
}

TEST_CASE("a case that waited for its applicant waits again when the merger is undone, and no merger is undone under a decision") {
    MERGE_TOWN();
    const auto waiting = town.apply(town.kim_id, TestTown::Stage::asked);
    const auto asked = [&] {
        return town.read([&](db::Connection& db) { return open_supplement(db, town.site.tenant(), town.now_is(waiting.id)).has_value(); });
    };
    REQUIRE(town.merge_into_one(waiting.id));
    CHECK_FALSE(asked());
    const auto take_out = [&] { return town.as(town.officer, [&](Change& change) { return unmerge(change, waiting.id); }); };
    REQUIRE(take_out());
    CHECK(asked());
    CHECK(town.now_is(waiting.id).state_kind == "waiting");
    CHECK(town.now_is(waiting.id).clock_stopped_on.has_value());

    REQUIRE(town.merge_into_one(waiting.id));
    town.as(town.chief, [&](Change& change) { must(decide(change, town.one.id, {.outcome = "approve"})); });
    CHECK(take_out().error().fault == Fault::conflict);
}

TEST_CASE(
    "what cannot be merged: itself, chains, decided or closed cases, other applicants, secrecy that the other lacks, cases with an answer "
    "of their own") {
    MERGE_TOWN();
    CHECK(town.why_not(town.one.id, town.one.id) == "error_merge_itself");

    const auto decided = town.apply(town.kim_id, TestTown::Stage::decided), closed = town.apply(town.kim_id, TestTown::Stage::sent);
    CHECK(town.why_not(decided.id, town.one.id) == "error_merge_decided");
    CHECK(town.why_not(closed.id, town.one.id) == "error_merge_decided");
    CHECK(town.why_not(town.one.id, closed.id) == "error_merge_decided");

    const auto robin = town.apply(town.add_resident("Robin Exempel"));
    CHECK(town.why_not(robin.id, town.one.id) == "error_merge_applicants");

    const auto open = town.apply(town.kim_id, TestTown::Stage::received, "varmepump");  // without secrecy
    CHECK(town.why_not(town.one.id, open.id) == "error_merge_secrecy");
    CHECK(town.why_not(open.id, town.one.id).empty());

    REQUIRE(town.merge_into_one(town.other.id));
    const auto third = town.apply(town.kim_id);
    CHECK(town.why_not(town.one.id, third.id) == "error_merge_chain");
    CHECK(town.why_not(third.id, town.other.id) == "error_merge_decided");  // closed: it goes on in the first
}

TEST_CASE("a merged case is not disposed of while the one that it goes on in is not closed") {
    MERGE_TOWN();
    REQUIRE(town.merge_into_one(town.other.id));
    set_clock(swedish_time(*date_from_iso("2060-01-04"), 10));
    dispose_of_all_due(town.site.tenant());
    CHECK_FALSE(town.now_is(town.other.id).erased);
    town.as(town.kim, [&](Change& change) { must(withdraw(change, town.one.id, "")); });
    set_clock(swedish_time(*date_from_iso("2090-01-04"), 10));
    dispose_of_all_due(town.site.tenant());
    CHECK(town.now_is(town.other.id).erased);
}

TEST_CASE("a part of a case becomes a case of its own, with the documents that were chosen, linked, and no later than the first") {
    MERGE_TOWN();
    const auto due_on = town.now_is(town.one.id).due_on;
    set_clock(swedish_time(*date_from_iso("2026-04-20"), 10));
    const auto document =
        town.read([&](db::Connection& db) { return documents(db, town.site.tenant(), town.now_is(town.one.id)).front(); });
    const auto made = town.as(town.officer, [&](Change& change) {
        return split(change, town.one.id, {.service = "skolskjuts", .words = "Bara vintern", .documents = {document.id}});
    });
    REQUIRE(made);
    const auto part = town.now_is(made->id);
    CHECK(part.number != town.one.number);
    CHECK(part.due_on == due_on);
    town.read([&](db::Connection& db) {
        const auto copied = documents(db, town.site.tenant(), part);
        REQUIRE(copied.size() == 1);
        CHECK(copied.front().name == document.name);
        CHECK(town.site.tenant().files.read(copied.front().hash, copied.front().digest).has_value());
        CHECK(documents(db, town.site.tenant(), town.now_is(town.one.id)).size() == 1);
        CHECK(parties(db, town.site.tenant(), part).front().person == town.kim_id);
        CHECK(linked_to(db, part.id) == std::vector{town.one.id});
    });
    const auto before = town.derived(part.id);
    rebuild(town.site.tenant(), [](auto, auto) {});
    CHECK(town.derived(part.id) == before);
    CHECK(town.happened(town.one.id).at(town.happened(town.one.id).size() - 2) == EventKind::split_off);
}

TEST_CASE("a split names a service that the officer decides, words and the case's own documents, and keeps the secrecy") {
    MERGE_TOWN();
    const auto wrong = [&](CaseId id, const SplitDraft& draft) {
        const auto result = town.as(town.officer, [&](Change& change) { return split(change, id, draft); });
        REQUIRE_FALSE(result);
        std::string keys;
        for (const auto& field : result.error().fields) keys += field.text_key + " ";
        return keys;
    };
    CHECK(wrong(town.one.id, {.service = "varmepump", .documents = {DocumentId{7}}}) ==
          "error_split_service error_split_words error_split_documents ");
    CHECK(wrong(town.one.id, {.service = flow_services::support.data(), .words = "Del"}) == "error_split_secrecy ");
    const auto closed = town.apply(town.kim_id, TestTown::Stage::sent);
    CHECK(town.as(town.officer, [&](Change& change) { return split(change, closed.id, {.service = "skolskjuts", .words = "Del"}); })
              .error()
              .fault == Fault::conflict);
}

TEST_CASE("a merged case keeps its documents as long as the other one needs them: reopened since the list was made, held, or due later") {
    MERGE_TOWN();
    REQUIRE(town.merge_into_one(town.other.id));
    const auto at = [](std::string_view day) { set_clock(swedish_time(*date_from_iso(day), 10)); };
    const auto archivist = town.staff("archivist", {"cases.dispose"});
    at("2050-03-01");
    town.as(town.chief, [&](Change& change) { must(decide(change, town.one.id, {.outcome = "approve"})); });
    at("2050-03-02");
    town.site.run_jobs();
    REQUIRE(town.now_is(town.one.id).state_kind == "closed");
    SECTION("its own day has passed for long, the other's has not") {
        dispose_of_all_due(town.site.tenant());
        CHECK_FALSE(town.now_is(town.other.id).erased);
    }
    SECTION("held") {
        at("2090-03-01");
        must(town.as(archivist, [&](Change& change) { return hold(change, town.one.number, "Stämning"); }));
        dispose_of_all_due(town.site.tenant());
        CHECK_FALSE(town.now_is(town.other.id).erased);
    }
    SECTION("reopened when the list was made") {
        at("2090-03-01");
        propose_disposal(town.site.tenant());
        must(town.as(town.kim, [&](Change& change) { return appeal(change, town.one.id, "Fel", {}); }));
        dispose_of_all_due(town.site.tenant());
        CHECK_FALSE(town.now_is(town.other.id).erased);
    }
}

TEST_CASE("a case that somebody else has signed is not merged into one that they are no party of") {
    MERGE_TOWN();
    const Party signer{.role = std::string(co_signs), .person = town.add_resident("Robin Exempel"), .name = "Robin Exempel"};
    town.write([&](db::Connection& db) {
        const auto of = find(db, town.site.tenant(), town.other.id).value();
        store::insert_party({db, town.site.tenant(), of.key}, of.id, signer);
    });
    CHECK(town.why_not(town.other.id, town.one.id) == "error_merge_parties");
    CHECK(town.why_not(town.one.id, town.other.id).empty());
}

TEST_CASE("a second press splits nothing off again") {
    MERGE_TOWN();
    const SplitDraft draft{.service = "skolskjuts", .words = "Bara vintern", .seen_event = town.now_is(town.one.id).last_event};
    const auto press = [&] { return town.as(town.officer, [&](Change& change) { return split(change, town.one.id, draft); }); };
    REQUIRE(press());
    CHECK(press().error().fault == Fault::conflict);
}

TEST_CASE("what the applicant writes in a merged case is news to who follows the one that it goes on in") {
    MERGE_TOWN();
    REQUIRE(town.merge_into_one(town.other.id));
    const auto news = [&] { return town.read([&](db::Connection& db) { return count_news(db, town.officer.account); }); };
    town.write([&](db::Connection& db) { watch(db, town.officer.account, find(db, town.site.tenant(), town.one.id).value()); });
    CHECK(news() == 0);
    town.as(town.officer, [&](Change& change) { must(write_message(change, town.other.id, "Vi har fått din karta")); });
    CHECK(news() == 0);  // one's own side's words
    town.as(town.kim, [&](Change& change) { must(write_message(change, town.other.id, "Glöm inte syskonet")); });
    CHECK(news() == 1);
    town.write([&](db::Connection& db) { mark_seen(db, town.officer.account, find(db, town.site.tenant(), town.one.id).value()); });
    CHECK(news() == 0);
}

TEST_CASE("who decides on a page that stood open is told of what the applicant wrote in a case that goes on in it") {
    MERGE_TOWN();
    const auto seen = [&] {
        return town.read([&](db::Connection& db) { return seen_so_far(db, find(db, town.site.tenant(), town.one.id).value()); });
    };
    const auto decide_as_seen = [&](std::int64_t seen_event) {
        return town.as(town.chief,
                       [&](Change& change) { return decide(change, town.one.id, {.outcome = "approve", .seen_event = seen_event}); });
    };
    CHECK(seen() == town.now_is(town.one.id).last_event);
    REQUIRE(town.merge_into_one(town.other.id));
    const auto before = seen();
    CHECK(event_seen(before) == town.now_is(town.one.id).last_event);
    town.as(town.officer, [&](Change& change) { must(write_message(change, town.other.id, "Vi har fått din karta")); });
    CHECK(seen() == before);  // one's own side's words
    town.as(town.kim, [&](Change& change) { must(write_message(change, town.other.id, "Glöm inte syskonet")); });
    CHECK(decide_as_seen(before).error().text_key == "error_changed_meanwhile");
    CHECK(decide_as_seen(seen()));
}

TEST_CASE("a helper's mandate that a merger gave a last day has none when the merger is undone") {
    MERGE_TOWN();
    const auto helper = town.add_resident("Robin Exempel");
    const Visitor robin{.kind = Visitor::Kind::resident, .person = helper, .name = "Robin Exempel"};
    MandateId mandate{};
    const auto helped = town.as(robin, [&](Change& change) {
        mandate = mandates::begin_with_application(change.db, town.site.tenant(), robin, {"189001019802", "Alva Exempel"}).value();
        const auto service = services::newest_published(change.db, "skolskjuts");
        return receive(change, {.service = *service,
                                .answers = {},
                                .parties = {{.person = town.kim_id, .name = "Kim Exempel"},
                                            {.role = std::string(represents), .person = helper, .mandate = mandate}},
                                .signs_first = Party{.name = "Kim Exempel", .email = "kim@exempel.example"}});
    });
    const auto last_day = [&] {
        return town.read([&](db::Connection& db) { return mandates::find(db, town.site.tenant(), mandate)->until; });
    };
    REQUIRE_FALSE(last_day());
    REQUIRE(town.as(town.officer, [&](Change& change) { return merge(change, helped.id, town.one.id); }));
    CHECK(last_day());
    REQUIRE(town.as(town.officer, [&](Change& change) { return unmerge(change, helped.id); }));
    CHECK_FALSE(last_day());
}

TEST_CASE("a merged case is kept for ever with the one that it goes on in") {
    MERGE_TOWN();
    REQUIRE(town.merge_into_one(town.other.id));
    town.as(town.kim, [&](Change& change) { must(withdraw(change, town.one.id, "")); });
    town.write([&](db::Connection& db) { db.execute("UPDATE cases_case SET dispose_on = NULL WHERE id = ?", town.one.id); });
    set_clock(swedish_time(*date_from_iso("2090-01-04"), 10));
    dispose_of_all_due(town.site.tenant());
    CHECK_FALSE(town.now_is(town.other.id).erased);
}

}  // namespace cases
