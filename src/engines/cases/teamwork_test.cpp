#include "engines/cases/teamwork.h"

#include <catch2/catch.hpp>

#include "engines/cases/find.h"
#include "engines/cases/watching.h"
#include "engines/identity/tokens.h"
#include "engines/testing/dispose_all.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"

namespace cases {
namespace {

struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({}, kind), kim(add_resident("Kim Exempel")) {
        const auto account = employ("officer", {"cases.read", "cases.decide"}, here);
        officer = read([&](db::Connection& db) { return identity::visitor_of_account(db, account); });
    }
    cases::Case now_is(CaseId id) {
        return read([&](db::Connection& db) { return find(db, site.tenant(), id).value(); });
    }
    /// What stands in the derived tables.
    std::string derived(CaseId id) {
        return read([&](db::Connection& db) {
            std::string all;
            const auto of = now_is(id);
            for (const auto& task : tasks(db, site.tenant(), of))
                all += task.words + (task.done_at ? " done by " + task.done_by_name : "") + ";";
            for (const auto& consultation : consultations(db, site.tenant(), of))
                all += consultation.question + "=" + consultation.answer + ";";
            for (const auto other : linked_to(db, id)) all += std::to_string(other.value) + ";";
            for (const auto& message : messages(db, site.tenant(), of))
                all += message.text + (message.changed_at ? " (changed)" : "") + ";";
            return all + (of.due_on ? to_iso(*of.due_on) : "");
        });
    }

    PersonId kim;
    Visitor officer;
};

}  // namespace

#define TOWN() Town town(GENERATE(from_range(db::kinds_under_test())))

TEST_CASE("tasks, notes, links, consultations and a moved day follow from the event log alone") {
    TOWN();
    const auto one = town.apply(town.kim), other = town.apply(town.kim);
    town.as(town.officer, [&](Change& change) {
        REQUIRE(add_task(change, one.id, {.words = "Mät vägen"}));
        REQUIRE(write_note(change, one.id, "Ringde"));
        REQUIRE(link(change, one.id, other.id));
        REQUIRE(
            consult(change, one.id, {.unit = town.elsewhere, .question = "Säker väg?", .answer_by = Date{swedish_date(now()).days + 9}}));
        REQUIRE(move_due_day(change, one.id, Date{swedish_date(now()).days + 99}, "Vi väntar"));
    });
    const auto task = town.read([&](db::Connection& db) { return tasks(db, town.site.tenant(), town.now_is(one.id)).front().id; });
    const auto note = town.read([&](db::Connection& db) { return messages(db, town.site.tenant(), town.now_is(one.id)).front().id; });
    const auto consultation =
        town.read([&](db::Connection& db) { return consultations(db, town.site.tenant(), town.now_is(one.id)).front().id; });
    const auto expert_account = town.employ("expert", {"cases.decide"}, town.elsewhere);
    const auto expert = town.read([&](db::Connection& db) { return identity::visitor_of_account(db, expert_account); });
    town.as(town.officer, [&](Change& change) {
        REQUIRE(finish_task(change, one.id, task));
        REQUIRE(change_note(change, one.id, note, "Ringde två gånger"));
    });
    town.as(expert, [&](Change& change) { REQUIRE(answer_consultation(change, consultation, "Nej")); });

    const auto before = town.derived(one.id), beside = town.derived(other.id);
    for (const auto* words : {"Mät vägen done by officer", "Säker väg?=Nej", "Ringde två gånger (changed)"}) {
        CAPTURE(words, before);
        CHECK(before.find(words) != std::string::npos);
    }
    CHECK(beside.find(std::to_string(one.id.value)) != std::string::npos);
    rebuild(town.site.tenant(), [](auto, auto) {});
    CHECK(town.derived(one.id) == before);
    CHECK(town.derived(other.id) == beside);
}

TEST_CASE("a task goes to who may handle the case, and one that names nobody to who handles it") {
    TOWN();
    const auto one = town.apply(town.kim);
    const auto stranger = town.employ("stranger", {"cases.read", "cases.decide"}, town.elsewhere);
    town.as(town.officer, [&](Change& change) {
        const auto refused = add_task(change, one.id, {.words = "Mät", .officer = stranger});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().fields.front().text_key == "error_may_not_handle");
        REQUIRE(add_task(change, one.id, {.words = "Mät"}));
    });
    const auto waiting = [&] { return town.read([&](db::Connection& db) { return count_tasks_of(db, town.officer.account); }); };
    CHECK(waiting() == 0);
    town.as(town.officer, [&](Change& change) { REQUIRE(assign_to(change, one.id, town.officer.account)); });
    CHECK(waiting() == 1);
}

TEST_CASE("a consultation is answered once, and only by the unit that was asked") {
    TOWN();
    const auto one = town.apply(town.kim);
    town.as(town.officer, [&](Change& change) {
        REQUIRE_FALSE(consult(change, one.id, {.unit = town.here, .question = "?", .answer_by = Date{swedish_date(now()).days + 9}}));
        // The second is a second press.
        for (int press = 0; press < 2; ++press)
            REQUIRE(consult(change, one.id, {.unit = town.elsewhere, .question = "?", .answer_by = Date{swedish_date(now()).days + 9}}));
    });
    CHECK(town.read([&](db::Connection& db) { return consultations(db, town.site.tenant(), town.now_is(one.id)).size(); }) == 1);
    const auto id = town.read([&](db::Connection& db) { return consultations(db, town.site.tenant(), town.now_is(one.id)).front().id; });
    town.as(town.officer, [&](Change& change) {
        const auto refused = answer_consultation(change, id, "Ja");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().fault == Fault::not_found);
    });
    const auto account = town.employ("expert", {"cases.decide"}, town.elsewhere);
    const auto expert = town.read([&](db::Connection& db) { return identity::visitor_of_account(db, account); });
    town.as(expert, [&](Change& change) {
        REQUIRE(answer_consultation(change, id, "Ja"));
        CHECK(answer_consultation(change, id, "Nej").error().fault == Fault::conflict);
    });
}

TEST_CASE("a consultation carries exactly the documents that were chosen, and no other case's") {
    TOWN();
    const auto one = town.apply(town.kim), other = town.apply(town.kim);
    const auto documents_in = [&](CaseId id) {
        return town.read([&](db::Connection& db) { return documents(db, town.site.tenant(), town.now_is(id)); });
    };
    const auto chosen = documents_in(one.id).front().id, foreign = documents_in(other.id).front().id;
    const auto ask = [&](std::vector<DocumentId> documents) {
        return town.as(town.officer, [&](Change& change) {
            return consult(
                change, one.id,
                {.unit = town.elsewhere, .question = "?", .answer_by = Date{swedish_date(now()).days + 9}, .documents = documents});
        });
    };
    CHECK(ask({foreign}).error().fields.front().text_key == "error_choose_documents");
    REQUIRE(ask({chosen}));
    REQUIRE(ask({}));
    rebuild(town.site.tenant(), [](auto, auto) {});
    const auto expert_account = town.employ("expert", {"cases.decide"}, town.elsewhere);
    town.read([&](db::Connection& db) {
        const auto expert = identity::visitor_of_account(db, expert_account);
        const auto asked = consultations_to(db, expert.account);
        REQUIRE(asked.size() == 2);
        const auto with = find_consultation(db, town.site.tenant(), expert, asked[0].consultation.id).value();
        const auto without = find_consultation(db, town.site.tenant(), expert, asked[1].consultation.id).value();
        CHECK(document_of(db, town.site.tenant(), with, chosen).value().name == "karta.pdf");
        CHECK(document_of(db, town.site.tenant(), with, foreign).error().fault == Fault::not_found);
        CHECK(document_of(db, town.site.tenant(), without, chosen).error().fault == Fault::not_found);
    });

    // Who has answered needs them no more.
    const auto expert = town.read([&](db::Connection& db) { return identity::visitor_of_account(db, expert_account); });
    const auto asked = town.read([&](db::Connection& db) { return consultations_to(db, expert_account).front().consultation.id; });
    town.as(expert, [&](Change& change) { must(answer_consultation(change, asked, "Ja")); });
    town.read([&](db::Connection& db) {
        const auto answered = find_consultation(db, town.site.tenant(), expert, asked).value();
        CHECK(documents_of(db, town.site.tenant(), answered).empty());
    });
}

TEST_CASE("nobody is asked for an answer in a case that is closed") {
    TOWN();
    const auto one = town.apply(town.kim);
    town.as(town.officer, [&](Change& change) {
        REQUIRE(consult(change, one.id, {.unit = town.elsewhere, .question = "?", .answer_by = Date{swedish_date(now()).days + 9}}));
    });
    const auto expert = town.employ("expert", {"cases.decide"}, town.elsewhere);
    const auto waiting = [&] {
        return town.read([&](db::Connection& db) { return count_consultations_to(db, expert) + std::ssize(consultations_to(db, expert)); });
    };
    CHECK(waiting() == 2);
    const Visitor kim{.kind = Visitor::Kind::resident, .person = town.kim};
    town.as(kim, [&](Change& change) { must(withdraw(change, one.id, "")); });
    CHECK(waiting() == 0);
}

TEST_CASE("nothing of what officers wrote is left when the case is disposed of") {
    TOWN();
    const auto one = town.apply(town.kim, TestTown::Stage::sent);
    town.as(town.officer, [&](Change& change) {
        REQUIRE(add_task(change, one.id, {.words = "Arkivera"}));
        watch(change.db, town.officer.account, find(change.db, change.tenant, one.id).value());
    });
    set_clock(now() + 20 * 366 * microseconds_a_day);
    dispose_of_all_due(town.site.tenant());
    use_machine_clock();
    town.read([&](db::Connection& db) {
        CHECK(db.number("SELECT COUNT(*) AS n FROM cases_task") == 0);
        CHECK(db.number("SELECT COUNT(*) AS n FROM cases_watch") == 0);
    });
}

TEST_CASE("a task that is added by two presses is one; when it is done the same can be asked for again") {
    TOWN();
    const auto of = town.apply(town.kim);
    const TaskDraft draft{.words = "Ring skolan", .officer = town.officer.account, .due_on = Date{swedish_date(now()).days + 3}};
    const auto press = [&](const TaskDraft& one) {
        must(town.as(town.officer, [&](Change& change) { return add_task(change, of.id, one); }));
        return town.read([&](db::Connection& db) { return tasks(db, town.site.tenant(), town.now_is(of.id)); });
    };
    press(draft);
    const auto all = press(draft);
    REQUIRE(all.size() == 1);
    CHECK(press({.words = draft.words, .due_on = draft.due_on}).size() == 2);  // for another
    must(town.as(town.officer, [&](Change& change) { return finish_task(change, of.id, all.front().id); }));
    CHECK(press(draft).size() == 3);
}

}  // namespace cases
