#include "engines/audit/audit.h"

#include <catch2/catch.hpp>
#include <thread>

#include "engines/audit/embedded.h"
#include "engines/audit/tamper_for_tests.h"
#include "foundation/db/migrations.h"
#include "foundation/db/testing.h"

namespace {

const Visitor officer{.kind = Visitor::Kind::staff, .account = AccountId{7}, .name = "Olle Officer", .request_id = "r-1"};
constexpr int count = 5;

struct Log {
    db::TestDatabase database{GENERATE(from_range(db::kinds_under_test()))};

    Log() {
        std::vector<db::Migration> migrations;
        for (const auto& file : audit::embedded::migrations()) migrations.push_back({"audit", std::string(file.name), file.content});
        db::migrate(*database, migrations);
        audit::prepare(*database, "the installation's secret");
        for (int i = 1; i <= count; ++i) record("cases.case_read", 100 + i);
    }
    ~Log() { audit::forget(*database); }
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;
    void record(std::string event, std::int64_t subject) {
        database->write([&](db::Connection& db) { audit::record(db, officer, {event, "case", subject, "Handläggning", "detail"}); });
    }
    void tamper(std::string_view sql) { audit::tamper(*database, sql); }
    audit::Report verify() { return audit::verify(*database); }
};

}  // namespace

TEST_CASE("a log that nobody has touched is whole") {
    Log log;
    const auto report = log.verify();
    CHECK_FALSE(report.problem);
    CHECK(report.entries == count);
}

TEST_CASE("an entry says who, what, when and why") {
    Log log;
    const auto entry = log.database->read([](db::Connection& db) { return audit::entries_of(db, "case", 103); }).at(0);
    CHECK(entry.seq == 3);
    CHECK(entry.actor_kind == "staff");
    CHECK(entry.actor == 7);
    CHECK(entry.actor_name == "Olle Officer");
    CHECK(entry.event == "cases.case_read");
    CHECK(entry.reason == "Handläggning");
    CHECK(entry.detail == "detail");
    CHECK(entry.request_id == "r-1");
}

TEST_CASE("the database itself refuses to change or remove an entry") {
    Log log;
    for (const auto* sql : {"UPDATE audit_entry SET reason = '' WHERE seq = 1", "DELETE FROM audit_entry WHERE seq = 1"})
        CHECK_THROWS_AS(log.database->write([&](db::Connection& db) { db.execute(sql); }), db::Failure);
    CHECK_FALSE(log.verify().problem);
}

TEST_CASE("a change of any column is found at its entry") {
    const auto change = GENERATE(as<std::string>{}, "id = 1", "at = at + 1", "actor_kind = 'program'", "actor = 8", "actor_name = 'X'",
                                 "event = 'x.y'", "subject_kind = 'x'", "subject = 9", "reason = 'X'", "detail = 'X'", "request_id = 'X'",
                                 "previous_hash = 'X'", "hash = 'X'", "reason = reason || detail, detail = ''");
    Log log;
    log.tamper("UPDATE audit_entry SET " + change + " WHERE seq = 3");
    CHECK(log.verify().problem == audit::Problem::changed);
    CHECK(log.verify().seq == 3);
}

TEST_CASE("an entry that is removed is missed") {
    const int seq = GENERATE(1, 3);
    Log log;
    log.tamper("DELETE FROM audit_entry WHERE seq = " + std::to_string(seq));
    CHECK(log.verify().problem == audit::Problem::removed);
    CHECK(log.verify().seq == seq);
}

TEST_CASE("two entries that have changed places are found") {
    Log log;
    log.tamper(
        "UPDATE audit_entry SET seq = 99 WHERE seq = 3; UPDATE audit_entry SET seq = 3 WHERE seq = 4; UPDATE audit_entry SET seq = 4 WHERE "
        "seq = 99");
    CHECK(log.verify().problem == audit::Problem::reordered);
    CHECK(log.verify().seq == 3);
}

TEST_CASE("entries cut off at the end are missed, also when the head is wound back") {
    Log log;
    SECTION("head left as it was") {
        log.tamper("DELETE FROM audit_entry WHERE seq > 3");
        CHECK(log.verify().problem == audit::Problem::cut_off);
        CHECK(log.verify().seq == 4);
    }
    SECTION("head wound back without the key") {
        log.tamper(
            "DELETE FROM audit_entry WHERE seq > 3; UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM audit_entry WHERE seq = 3)");
        CHECK(log.verify().problem == audit::Problem::changed);
    }
    SECTION("everything removed and the head set to nothing") {
        log.tamper("DELETE FROM audit_entry; UPDATE audit_head SET seq = 0, hash = '', mac = ''");
        CHECK(log.verify().problem == audit::Problem::changed);
    }
}

TEST_CASE("an entry that was put in from outside is found") {
    const std::string columns =
        "id, seq, at, actor_kind, actor, actor_name, event, subject_kind, subject, reason, detail, request_id, previous_hash, hash";
    Log log;
    SECTION("at the end") {
        log.tamper("INSERT INTO audit_entry(" + columns +
                   ") SELECT 1, 6, at, actor_kind, actor, actor_name, event, subject_kind, subject, reason, "
                   "detail, request_id, hash, 'x' FROM audit_entry WHERE seq = 5");
        CHECK(log.verify().seq == 6);
        CHECK(log.verify().problem);
    }
    SECTION("in the middle") {
        log.tamper(
            "UPDATE audit_entry SET seq = seq + 100 WHERE seq >= 3; UPDATE audit_entry SET seq = seq - 99 WHERE seq > 100;"
            "INSERT INTO audit_entry(" +
            columns +
            ") SELECT 1, 3, at, actor_kind, actor, actor_name, event, subject_kind, subject, reason, "
            "detail, request_id, hash, 'x' FROM audit_entry WHERE seq = 2");
        CHECK(log.verify().seq == 3);
        CHECK(log.verify().problem);
    }
}

TEST_CASE("an entry is undone together with the change that it tells of") {
    Log log;
    CHECK_THROWS(log.database->write([](db::Connection& db) {
        audit::record(db, officer, {"cases.decision_made", "case", 1});
        throw std::runtime_error("the change failed");
    }));
    CHECK(log.verify().entries == count);
    CHECK_FALSE(log.verify().problem);
}

TEST_CASE("each read is an entry of its own") {
    Log log;
    for (int i = 0; i < 2; ++i) audit::record_read(*log.database, officer, {"cases.case_read", "case", 500, "Handläggning"});
    CHECK(log.database->read([](db::Connection& db) { return audit::entries_of(db, "case", 500); }).size() == 2);
}

TEST_CASE("what a page loads by itself is one read for each reader and each thing, until its time is over") {
    Log log;
    const auto read = [&](const Visitor& who, std::int64_t what, const std::string& detail = "") {
        audit::record_read_since(*log.database, who, {"cases.document_opened", "document", what, "Handläggning", detail},
                                 now() - 60 * microseconds_a_minute);
        return log.database->read([&](db::Connection& db) { return audit::entries_of(db, "document", what).size(); });
    };
    auto another = officer;
    another.account = AccountId{officer.account.value + 1};
    CHECK(read(officer, 1) == 1);
    CHECK(read(officer, 1) == 1);
    CHECK(read(officer, 2) == 1);
    CHECK(read(another, 1) == 2);
    CHECK(read(officer, 2, "another page") == 2);
    CHECK(read(officer, 2, "another page") == 2);
    set_clock(now() + 61 * microseconds_a_minute);
    CHECK(read(officer, 1) == 3);
    use_machine_clock();
}

TEST_CASE("writers at the same time make one chain without gaps") {
    Log log;
    constexpr int writers = 4, each = 10;
    std::vector<std::thread> threads;
    for (int i = 0; i < writers; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < each; ++n) log.record("cases.case_read", n);
        });
    for (auto& thread : threads) thread.join();
    CHECK_FALSE(log.verify().problem);
    CHECK(log.verify().entries == count + writers * each);
}

TEST_CASE("search narrows by event, subject and actor, newest first, page by page") {
    Log log;
    log.record("letters.letter_sent", 101);
    const auto found = [&](audit::Search search) {
        return log.database->read([&](db::Connection& db) { return audit::search(db, search); });
    };
    CHECK(found({.event_prefix = "letters."}).size() == 1);
    CHECK(found({.subject_kind = "case", .subject = 101}).size() == 2);
    CHECK(found({.actor = 8}).empty());
    CHECK(found({.count = 2}).at(1).seq == 5);
    CHECK(found({.before = 3}).at(0).seq == 2);
}

TEST_CASE("nothing is recorded before the log has its key") {
    db::TestDatabase database;
    std::vector<db::Migration> migrations;
    for (const auto& file : audit::embedded::migrations()) migrations.push_back({"audit", std::string(file.name), file.content});
    db::migrate(*database, migrations);
    CHECK_THROWS_AS(database->write([](db::Connection& db) { audit::record(db, officer, {"x.y", "case", 1}); }), std::logic_error);
}
