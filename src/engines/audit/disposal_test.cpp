/// What is old goes from the beginning of the log when an archivist has approved it, and the rest can be verified.
#include "engines/audit/disposal.h"

#include <catch2/catch.hpp>

#include "engines/audit/counts.h"
#include "engines/audit/embedded.h"
#include "engines/audit/tamper_for_tests.h"
#include "foundation/db/migrations.h"
#include "foundation/db/testing.h"

namespace {

const Visitor archivist{.kind = Visitor::Kind::staff, .account = AccountId{9}, .name = "Arkivarie"};
constexpr std::int64_t kept = 103, also_kept = 106;

bool stays(db::Connection& /*db*/, std::string_view kind, std::int64_t subject) {
    return kind == "case" && (subject == kept || subject == also_kept);
}
bool nothing_stays(db::Connection& /*db*/, std::string_view /*kind*/, std::int64_t /*subject*/) { return false; }

/// Two entries in each of January, February, March and April 2016, of cases 101 to 108; a new one of 2026.
struct OldLog {
    db::TestDatabase database{GENERATE(from_range(db::kinds_under_test()))};

    OldLog() {
        std::vector<db::Migration> migrations;
        for (const auto& file : audit::embedded::migrations()) migrations.push_back({"audit", std::string(file.name), file.content});
        db::migrate(*database, migrations);
        audit::prepare(*database, "the installation's secret");
        for (int i = 0; i < 8; ++i) {
            set_clock(swedish_time(*date_from(2016, 1 + i / 2, 5 + 10 * (i % 2)), 12));
            record(101 + i);
        }
        set_clock(swedish_time(*date_from(2026, 5, 5), 12));
        record(kept);
    }
    ~OldLog() {
        use_machine_clock();
        audit::forget(*database);
    }
    OldLog(const OldLog&) = delete;
    OldLog& operator=(const OldLog&) = delete;

    void record(std::int64_t subject) {
        database->write([&](db::Connection& db) { audit::record(db, archivist, {"cases.opened", "case", subject}); });
    }
    std::vector<audit::LogList> lists() {
        return database->read([](db::Connection& db) { return audit::log_lists(db, 10); });
    }
    std::vector<audit::LogMonth> months(LogListId id) {
        return database->read([&](db::Connection& db) { return audit::months_of(db, id); });
    }
    audit::LogList proposed(std::string_view before, const audit::Stays& which = stays) {
        audit::propose_removal(*database, *date_from_iso(before), "Plan 1.7", which);
        return lists().at(0);
    }
    Result<void> approve(LogListId id) {
        return database->write([&](db::Connection& db) { return audit::approve_removal(db, archivist, id); });
    }
    void carry_out(std::string_view before, const audit::Stays& which = stays) {
        const auto list = proposed(before, which);
        REQUIRE(approve(list.id));
        audit::remove_approved(*database, list.id, which);
    }
    /// The numbers that are left.
    std::vector<std::int64_t> left() {
        return database->read([](db::Connection& db) {
            return db.all([](const db::Row& row) { return row.integer("seq"); }, "SELECT seq FROM audit_entry ORDER BY seq");
        });
    }
    bool is_whole() { return !audit::verify(*database).problem; }
    void tamper(std::string_view sql) { audit::tamper(*database, sql); }
};

using Seqs = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("what of the log is old is listed by month, with what stays, and nothing is removed before it is approved") {
    OldLog log;
    const auto list = log.proposed("2016-04-01");
    CHECK(list.due == 4);
    CHECK(list.ground == "Plan 1.7");
    const auto months = log.months(list.id);
    REQUIRE(months.size() == 3);
    CHECK(to_iso(months[1].month) == "2016-02-01");
    CHECK(months[1].first_seq == 3);
    CHECK(months[1].entries == 2);
    CHECK(months[1].stays == 1);
    audit::remove_approved(*log.database, list.id, stays);
    CHECK(log.left() == Seqs{1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    CHECK(log.database->read(audit::count_waiting_log_lists) == 1);
    CHECK(log.proposed("2016-05-01").id == list.id);
}

TEST_CASE("an approved list is removed but for what stays, the rest is whole, and what was removed is told") {
    OldLog log;
    CHECK_FALSE(log.database->read(audit::removed));
    log.carry_out("2016-04-01");
    CHECK(log.left() == Seqs{3, 6, 7, 8, 9, 10, 11, 12});
    const auto report = audit::verify(*log.database);
    CHECK_FALSE(report.problem);
    CHECK(report.entries == 8);
    const auto gone = log.database->read(audit::removed).value();
    CHECK(gone.entries == 4);
    CHECK(gone.until == 6);
    CHECK(gone.approved_by_name == archivist.name);
    const auto list = log.lists().at(0);
    CHECK(list.removed == 4);
    CHECK(list.done_at);
    log.record(200);
    CHECK(log.is_whole());
    CHECK(log.database->read([](db::Connection& db) { return audit::counted_since(db, "cases.opened", Timestamp{}); }).at(0).entries == 4);
    CHECK(log.approve(list.id).error().fault == Fault::conflict);
}

TEST_CASE("what stayed goes when it need not stay, and the months after it too") {
    OldLog log;
    log.carry_out("2016-04-01");
    log.carry_out("2016-05-01", nothing_stays);
    CHECK(log.left().front() == 9);
    CHECK(log.is_whole());
    CHECK(log.database->read(audit::removed)->until == 8);
    CHECK(log.lists().at(0).removed == 4);
}

TEST_CASE("what must stay since the list was made stays, and no list is made when nothing is due") {
    OldLog log;
    const auto everything_stays = [](db::Connection& /*db*/, std::string_view /*kind*/, std::int64_t /*subject*/) { return true; };
    audit::propose_removal(*log.database, *date_from_iso("2016-05-01"), "", everything_stays);
    CHECK(log.lists().empty());
    const auto list = log.proposed("2016-02-01");
    REQUIRE(log.approve(list.id));
    audit::remove_approved(*log.database, list.id, everything_stays);
    CHECK(log.left().front() == 1);
    CHECK(log.lists().at(0).removed == 0);
    CHECK(log.is_whole());
}

TEST_CASE("while a month is removed nothing newer can go") {
    OldLog log;
    const auto remove = [&](std::int64_t seq) {
        log.database->write([&](db::Connection& db) {
            db.execute("UPDATE audit_anchor SET open_until = 3 WHERE id = 1");
            db.execute("DELETE FROM audit_entry WHERE seq = ?", seq);
        });
    };
    CHECK_THROWS(remove(4));
    CHECK(log.left().front() == 1);
    CHECK(log.is_whole());
    remove(3);
    CHECK_FALSE(log.is_whole());
}

TEST_CASE("a removal that was broken off goes on where it stood") {
    OldLog log;
    const auto list = log.proposed("2016-04-01");
    REQUIRE(log.approve(list.id));
    const auto breaks_off = [](db::Connection& db, std::string_view kind, std::int64_t subject) {
        if (subject == 105) throw std::runtime_error("the power went");
        return stays(db, kind, subject);
    };
    CHECK_THROWS(audit::remove_approved(*log.database, list.id, breaks_off));
    CHECK(log.left().front() == 3);
    CHECK(log.is_whole());
    audit::remove_approved(*log.database, list.id, stays);
    CHECK(log.left() == Seqs{3, 6, 7, 8, 9, 10, 11, 12});
    CHECK(log.lists().at(0).removed == 4);
    CHECK(log.is_whole());
}

TEST_CASE("nothing is removed from a log that is not whole: what is missing would never be seen again") {
    OldLog log;
    const auto list = log.proposed("2016-04-01");
    REQUIRE(log.approve(list.id));
    log.tamper("DELETE FROM audit_entry WHERE seq = 2");
    CHECK_THROWS_AS(audit::remove_approved(*log.database, list.id, stays), std::runtime_error);
    CHECK(log.left().front() == 1);
}

TEST_CASE("after a removal the database still refuses to change or remove an entry, and sees when it was done anyway") {
    OldLog log;
    log.carry_out("2016-04-01");
    for (const auto* sql : {"UPDATE audit_entry SET reason = '' WHERE seq = 3", "DELETE FROM audit_entry WHERE seq = 3"})
        CHECK_THROWS_AS(log.database->write([&](db::Connection& db) { db.execute(sql); }), db::Failure);
    const auto changed = GENERATE(as<std::string>{}, "DELETE FROM audit_entry WHERE seq = 3", "DELETE FROM audit_entry WHERE seq = 7",
                                  "UPDATE audit_entry SET actor_name = 'X' WHERE seq = 6", "DELETE FROM audit_part WHERE last_seq = 2",
                                  "UPDATE audit_part SET entries = 0, digest = 'x' WHERE last_seq = 4",
                                  "UPDATE audit_anchor SET seq = 7, hash = (SELECT hash FROM audit_entry WHERE seq = 7)",
                                  "DELETE FROM audit_part; DELETE FROM audit_anchor");
    CAPTURE(changed);
    log.tamper(changed);
    CHECK_FALSE(log.is_whole());
}
