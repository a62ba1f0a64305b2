/// Disposal: listed, approved by an archivist, done with a report; and what stops it.
#include "engines/cases/disposal.h"

#include <fmt/format.h>

#include "engines/audit/audit.h"
#include "engines/cases/disposal_town_for_tests.h"
#include "engines/cases/earlier_cases.h"
#include "engines/identity/people.h"
#include "engines/privacy/privacy.h"
#include "foundation/jobs/jobs.h"

namespace cases {
namespace {

/// Kim's two cases of a year ago, closed and due since New Year; and whoever may dispose of them.
struct DueTown : DisposalTown {
    explicit DueTown(db::Kind kind) : DisposalTown(kind) {
        first = taken_back();
        second = taken_back();
        set_clock(now() + 12LL * 366 * microseconds_a_day);
    }

    Receipt taken_back() {
        const auto receipt = send_in(flow_services::support);
        REQUIRE(as(kim, [&](Change& change) { return withdraw(change, receipt.id, ""); }));
        return receipt;
    }
    std::vector<DisposalLine> lines(DisposalListId id) {
        return read([&](db::Connection& db) { return lines_of(db, id); });
    }
    Result<void> approve(DisposalListId id, const Visitor& by) {
        return as(by, [&](Change& change) { return approve_disposal(change, id); });
    }
    Result<void> hold_first(std::string_view reason = "Tvist i tingsrätten") {
        return as(archivist, [&](Change& change) { return hold(change, first.number, reason); });
    }
    bool is_erased(const Receipt& of) { return now_is(of.id).erased; }

    Receipt first, second;
};

#define DUE_TOWN()     \
    const Clock clock; \
    DueTown town(GENERATE(from_range(db::kinds_under_test())))

}  // namespace

TEST_CASE("a case whose time is out is listed with its ground, and nothing is destroyed before an archivist has approved") {
    DUE_TOWN();
    const auto list = town.proposed();
    town.site.run_jobs();
    CHECK_FALSE(town.is_erased(town.first));
    const auto lines = town.lines(list.id);
    REQUIRE(lines.size() == 2);
    CHECK(lines.front().number == town.first.number);
    CHECK(lines.front().ground == town.read([&](db::Connection& db) { return service_of(db, town.now_is(town.first.id))->retention.ref; }));
    CHECK(lines.front().result == LineResult::listed);
}

TEST_CASE("a case that is not due, or is kept for ever, or stands on a list, is not listed") {
    DUE_TOWN();
    (void)town.taken_back();
    const auto list = town.proposed();
    CHECK(list.listed == 2);
    propose_disposal(town.site.tenant());
    CHECK(town.lists().size() == 1);
}

TEST_CASE("an approved list is disposed of by a job, and becomes the report of who approved what, when and why") {
    DUE_TOWN();
    const auto list = town.proposed();
    REQUIRE(town.approve(list.id, town.archivist));
    CHECK_FALSE(town.is_erased(town.first));
    town.site.run_jobs();
    CHECK(town.is_erased(town.first));
    CHECK(town.is_erased(town.second));
    const auto report = town.lists().front();
    CHECK(report.done_at);
    CHECK(report.approved_by_name == town.archivist.name);
    CHECK(report.disposed == 2);
    for (const auto& line : town.lines(list.id)) {
        CHECK(line.result == LineResult::disposed);
        CHECK(line.at);
        CHECK_FALSE(line.number.empty());
    }
    CHECK_FALSE(audit::verify(town.site.db()).problem);
}

TEST_CASE("whoever lacks the right in the unit neither sees nor approves its list, and nobody approves twice") {
    DUE_TOWN();
    const auto list = town.proposed();
    const auto other = town.employ("elsewhere", {"cases.dispose"}, town.elsewhere);
    const auto away = town.read([&](db::Connection& db) { return identity::visitor_of_account(db, other); });
    CHECK(town.read([&](db::Connection& db) { return disposal_lists(db, other, 50); }).empty());
    CHECK(town.read([&](db::Connection& db) { return count_waiting_lists(db, other); }) == 0);
    CHECK(town.approve(list.id, away).error().fault == Fault::not_found);
    CHECK(town.approve(list.id, town.officer).error().fault == Fault::not_found);
    CHECK(town.read([&](db::Connection& db) { return count_waiting_lists(db, town.archivist.account); }) == 1);
    CHECK(town.approve(list.id, town.archivist));
    CHECK(town.approve(list.id, town.archivist).error().fault == Fault::conflict);
}

TEST_CASE("a list that nobody has approved is not disposed of, whatever job asks for it") {
    DUE_TOWN();
    dispose_approved(town.site.tenant(), town.proposed().id);
    CHECK_FALSE(town.is_erased(town.first));
}

TEST_CASE("a held case is not listed, and one that is held after the list was approved is kept") {
    DUE_TOWN();
    const auto list = town.proposed();
    REQUIRE(town.approve(list.id, town.archivist));
    REQUIRE(town.hold_first());
    town.site.run_jobs();
    CHECK_FALSE(town.is_erased(town.first));
    CHECK(town.is_erased(town.second));
    const auto lines = town.lines(list.id);
    CHECK(lines.front().result == LineResult::held);
    CHECK(lines.back().result == LineResult::disposed);
    propose_disposal(town.site.tenant());
    CHECK(town.lists().size() == 1);
}

TEST_CASE("a hold says why to the archivist, stands sealed, and its end lets the case be listed again") {
    DUE_TOWN();
    REQUIRE(town.hold_first("Tvist i tingsrätten"));
    const auto held = town.read([&](db::Connection& db) { return holds(db, town.site.tenant(), town.archivist.account, 50); });
    REQUIRE(held.size() == 1);
    CHECK(held.front().reason == "Tvist i tingsrätten");
    CHECK(held.front().by_name == town.archivist.name);
    const auto stored = town.read([&](db::Connection& db) {
        return db.one([](const db::Row& row) { return row.text("sealed_reason"); }, "SELECT sealed_reason FROM cases_hold").value();
    });
    CHECK(stored.find("Tvist") == stored.npos);
    CHECK(town.hold_first().error().fault == Fault::conflict);
    CHECK(town.proposed().listed == 1);
    const auto end = [&](std::string_view reason) {
        return town.as(town.archivist, [&](Change& change) { return end_hold(change, town.first.number, reason); });
    };
    CHECK(end("").error().fault == Fault::invalid);
    CHECK(end("Domen har vunnit laga kraft"));
    CHECK(end("Igen").error().fault == Fault::conflict);
    propose_disposal(town.site.tenant());
    CHECK(town.lists().size() == 2);
}

TEST_CASE("a hold needs a reason and the right in the case's unit, and is too late when the case is disposed of") {
    DUE_TOWN();
    CHECK(town.hold_first("").error().fault == Fault::invalid);
    CHECK(town.hold_first(std::string(501, 'x')).error().fault == Fault::invalid);
    const auto by_officer = [&] { return town.as(town.officer, [&](Change& change) { return hold(change, town.first.number, "Nej"); }); };
    CHECK(by_officer().error().fault == Fault::not_found);
    REQUIRE(town.approve(town.proposed().id, town.archivist));
    town.site.run_jobs();
    CHECK(town.hold_first().error().fault == Fault::conflict);
}

TEST_CASE("a case that was appealed after the list was made is kept, and the report says that it was not due") {
    DUE_TOWN();
    const auto list = town.proposed();
    town.write([&](db::Connection& db) { db.execute("UPDATE cases_case SET dispose_on = NULL WHERE id = ?", town.first.id); });
    REQUIRE(town.approve(list.id, town.archivist));
    town.site.run_jobs();
    CHECK_FALSE(town.is_erased(town.first));
    CHECK(town.lines(list.id).front().result == LineResult::not_due);
}

TEST_CASE("a list that a backup brought back after it was carried out is settled, and nothing is disposed of twice") {
    DUE_TOWN();
    const auto list = town.proposed();
    REQUIRE(town.approve(list.id, town.archivist));
    town.site.run_jobs();
    town.write([&](db::Connection& db) {
        db.execute("UPDATE cases_disposal_line SET result = 'listed', at = NULL WHERE list = ?", list.id);
        db.execute("UPDATE cases_disposal_list SET done_at = NULL WHERE id = ?", list.id);
    });
    dispose_approved(town.site.tenant(), list.id);
    CHECK(town.lines(list.id).front().result == LineResult::disposed);
    CHECK(town.read([&](db::Connection& db) {
        return db.number("SELECT COUNT(*) AS n FROM cases_event WHERE case_id = ? AND kind = 'disposed'", town.first.id);
    }) == 1);
}

TEST_CASE("a hold is made anew from the event log") {
    DUE_TOWN();
    REQUIRE(town.hold_first());
    rebuild(town.site.tenant(), [](std::int64_t, std::int64_t) {});
    CHECK(town.read([&](db::Connection& db) { return holds(db, town.site.tenant(), town.archivist.account, 50); }).size() == 1);
}

TEST_CASE("what a long list holds is split, so that each can be looked through, and none is forgotten") {
    DUE_TOWN();
    use_machine_clock();
    set_clock(swedish_time(*date_from_iso("2026-04-14"), 10));
    for (int i = 0; i < most_on_a_list; ++i) (void)town.taken_back();
    set_clock(now() + 12LL * 366 * microseconds_a_day);
    propose_disposal(town.site.tenant());
    std::vector<std::int64_t> sizes;
    for (const auto& list : town.lists()) sizes.push_back(list.listed);
    CHECK(sizes == std::vector<std::int64_t>{2, most_on_a_list});
}

TEST_CASE("what an old backup brings back of a disposed case is taken away again: rows, and the person") {
    DUE_TOWN();
    // As after a restore: everything of the cases is back but their keys.
    town.write([&](db::Connection& db) {
        for (const auto& one : {town.first, town.second}) privacy::destroy(db, find(db, town.site.tenant(), one.id)->key);
    });
    CHECK(finish_disposals(town.site.tenant()) == 2);
    CHECK(finish_disposals(town.site.tenant()) == 0);
    const auto left = [&](std::string_view table) {
        return town.read([&](db::Connection& db) { return db.number(fmt::format("SELECT COUNT(*) AS n FROM {}", table)); });
    };
    for (const auto* table : {"cases_party", "cases_document", "cases_subject", "cases_message"}) {
        CAPTURE(table);
        CHECK(left(table) == 0);
    }
    CHECK(left("cases_case WHERE sealed_title IS NOT NULL OR sealed_answers IS NOT NULL OR code_hash <> ''") == 0);
    CHECK(town.read([&](db::Connection& db) { return identity::find_person(db, town.site.tenant().secret, town.kim_id)->name; }).empty());
}

TEST_CASE("what was said of a case to representatives, and which of its letters were forwarded, is gone with it") {
    DUE_TOWN();
    must(
        town.as(town.officer, [&](Change& change) { return set_open_to_representatives(change, town.first.id, Opening::closed, "Skäl"); }));
    town.write([&](db::Connection& db) {
        db.execute("INSERT INTO cases_forwarded_letter(message, case_id, made_at) VALUES (1, ?, ?)", town.first.id, now());
    });
    const auto left = [&](std::string_view table) {
        return town.read([&](db::Connection& db) { return db.number(fmt::format("SELECT COUNT(*) AS n FROM {}", table)); });
    };
    REQUIRE(town.approve(town.proposed().id, town.archivist));
    CHECK(left("cases_open_to_representatives") == 1);
    CHECK(left("cases_forwarded_letter") == 1);
    town.site.run_jobs();
    CHECK(left("cases_open_to_representatives") == 0);
    CHECK(left("cases_forwarded_letter") == 0);
}

TEST_CASE("the mandate that went with an application ends when the case is disposed of") {
    DUE_TOWN();
    const auto helper = town.add_resident("Robin Exempel");
    set_clock(now() - 12LL * 366 * microseconds_a_day);
    const Visitor robin{.kind = Visitor::Kind::resident, .person = helper};
    const auto mandate = town.as(robin, [&](Change& change) {
        const auto made = mandates::begin_with_application(change.db, town.site.tenant(), robin, {"189001019802", "Alva Exempel"}).value();
        const auto sent = receive(change, {.service = *services::newest_published(change.db, flow_services::support),
                                           .answers = {},
                                           .parties = {{.role = std::string(represents), .person = helper, .mandate = made}}});
        must(withdraw(change, sent.id, ""));
        return made;
    });
    set_clock(now() + 12LL * 366 * microseconds_a_day);
    const auto is_in_force = [&] { return town.read([&](db::Connection& db) { return mandates::is_in_force(db, mandate); }); };
    CHECK(is_in_force());
    REQUIRE(town.approve(town.proposed().id, town.archivist));
    town.site.run_jobs();
    CHECK_FALSE(is_in_force());
}

}  // namespace cases
