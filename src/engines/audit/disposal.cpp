#include "engines/audit/disposal.h"

#include <algorithm>
#include <stdexcept>

#include "engines/audit/chain.h"
#include "foundation/base/months.h"

namespace audit {
namespace {

Timestamp end_of(Date month) { return swedish_time(months_after(month, 1).value()); }

// ---- the list

/// Months that were disposed of before, of which something may be due now; then those that nobody has touched.
std::vector<LogMonth> months_before(db::Connection& db, Timestamp end) {
    std::vector<LogMonth> months;
    for (const auto& part : parts_of(db)) months.push_back({.month = part.month, .first_seq = part.first_seq, .last_seq = part.last_seq});
    const auto last = first_since(db, end) - 1;
    for (auto seq = anchor_of(db).seq; seq < last;) {
        const Timestamp first{db.number("SELECT at AS n FROM audit_entry WHERE seq = ?", seq + 1)};
        const auto month = first_of_month(swedish_date(first));
        // A clock that was set back must not make an empty month.
        const auto until = std::clamp(first_since(db, end_of(month)) - 1, seq + 1, last);
        months.push_back({.month = month, .first_seq = seq + 1, .last_seq = until});
        seq = until;
    }
    return months;
}

struct Subject {
    std::string kind;
    std::int64_t subject = 0;
    std::int64_t entries = 0;
};
std::vector<Subject> subjects_in(db::Connection& db, const LogMonth& month) {
    return db.all(
        [](const db::Row& row) {
            return Subject{row.text("subject_kind"), row.integer("subject"), row.integer("entries")};
        },
        "SELECT subject_kind, subject, COUNT(*) AS entries FROM audit_entry WHERE seq BETWEEN ? AND ? GROUP BY subject_kind, subject",
        month.first_seq, month.last_seq);
}

void count(db::Connection& db, LogMonth& month, const Stays& stays) {
    for (const auto& [kind, subject, entries] : subjects_in(db, month)) {
        month.entries += entries;
        if (stays(db, kind, subject)) month.stays += entries;
    }
}

void insert_list(db::Connection& db, Date before, std::string_view ground, const std::vector<LogMonth>& months) {
    const LogListId id{new_id()};
    db.execute("INSERT INTO audit_list(id, made_at, before_on, ground) VALUES (?, ?, ?, ?)", id, now(), before, ground);
    for (const auto& month : months)
        db.execute("INSERT INTO audit_list_month(list, last_seq, first_seq, month, entries, stays) VALUES (?, ?, ?, ?, ?, ?)", id,
                   month.last_seq, month.first_seq, month.month, month.entries, month.stays);
    record(db, program("torg"), {.event = "audit.disposal_proposed", .subject_kind = "audit", .subject = id.value});
}

bool is_one_under_way(db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM audit_list WHERE done_at IS NULL") > 0; }

// ---- the removal

/// The month's entries but those that must stay; how many.
std::int64_t remove_entries(db::Connection& db, const LogMonth& month, Timestamp end, const Stays& stays) {
    std::int64_t removed = 0;
    db.execute("UPDATE audit_anchor SET open_until = ? WHERE id = 1", month.last_seq);
    for (const auto& one : subjects_in(db, month))
        if (!stays(db, one.kind, one.subject))
            removed += db.execute("DELETE FROM audit_entry WHERE subject_kind = ? AND subject = ? AND seq BETWEEN ? AND ? AND at < ?",
                                  one.kind, one.subject, month.first_seq, month.last_seq, end);
    return removed;
}

void remove_month(db::Connection& db, LogListId list, const LogMonth& month, Timestamp end, const Stays& stays) {
    auto anchor = anchor_of(db);
    if (month.last_seq > anchor.seq) {
        if (month.first_seq != anchor.seq + 1) throw std::logic_error("the log is disposed of from its beginning");
        anchor = {month.last_seq,
                  db.one([](const db::Row& row) { return row.text("hash"); }, "SELECT hash FROM audit_entry WHERE seq = ?", month.last_seq)
                      .value(),
                  ""};
    }
    const auto removed = remove_entries(db, month, end, stays);
    const auto left = links_between(db, month.first_seq, month.last_seq);
    db.execute(
        "INSERT INTO audit_part(last_seq, first_seq, month, entries, digest) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (last_seq) DO UPDATE SET entries = excluded.entries, digest = excluded.digest",
        month.last_seq, month.first_seq, month.month, std::ssize(left), digest_of(left));
    db.execute("UPDATE audit_anchor SET seq = ?, hash = ?, mac = ?, open_until = 0 WHERE id = 1", anchor.seq, anchor.hash,
               anchor_mac(db, anchor.seq, anchor.hash, parts_of(db)));
    db.execute("UPDATE audit_list_month SET removed = ?, at = ? WHERE list = ? AND last_seq = ?", removed, now(), list, month.last_seq);
}

LogList list_from(const db::Row& row) {
    return {.id = row.as<LogListId>("id"),
            .made_at = row.as<Timestamp>("made_at"),
            .before = row.as<Date>("before_on"),
            .ground = row.text("ground"),
            .approved_at = row.maybe<Timestamp>("approved_at"),
            .done_at = row.maybe<Timestamp>("done_at"),
            .approved_by_name = row.text("approved_by_name"),
            .due = row.integer("due"),
            .removed = row.integer("removed")};
}

constexpr std::string_view counted_list =
    "SELECT s.*, (SELECT CAST(SUM(m.entries - m.stays) AS BIGINT) FROM audit_list_month m WHERE m.list = s.id) AS due, "
    "(SELECT CAST(SUM(m.removed) AS BIGINT) FROM audit_list_month m WHERE m.list = s.id) AS removed FROM audit_list s ";

}  // namespace

void propose_removal(db::Database& database, Date before, std::string_view ground, const Stays& stays) {
    if (database.read(is_one_under_way)) return;
    auto months = database.read([&](db::Connection& db) { return months_before(db, swedish_time(before)); });
    std::int64_t due = 0;
    for (auto& month : months) {
        database.read([&](db::Connection& db) { count(db, month, stays); });
        due += month.entries - month.stays;
    }
    if (due == 0) return;
    database.write([&](db::Connection& db) {
        if (!is_one_under_way(db)) insert_list(db, before, ground, months);
    });
}

std::vector<LogList> log_lists(db::Connection& db, int limit) {
    return db.all(list_from, std::string(counted_list) + "ORDER BY CASE WHEN s.approved_at IS NULL THEN 0 ELSE 1 END, s.id DESC LIMIT ?",
                  limit);
}

std::int64_t count_waiting_log_lists(db::Connection& db) {
    return db.number("SELECT COUNT(*) AS n FROM audit_list WHERE approved_at IS NULL");
}

Result<LogList> find_log_list(db::Connection& db, LogListId id) {
    auto found = db.one(list_from, std::string(counted_list) + "WHERE s.id = ?", id);
    if (!found) return failure(Fault::not_found);
    return std::move(*found);
}

std::vector<LogMonth> months_of(db::Connection& db, LogListId id) {
    return db.all(
        [](const db::Row& row) {
            return LogMonth{row.as<Date>("month"), row.integer("first_seq"), row.integer("last_seq"),   row.integer("entries"),
                            row.integer("stays"),  row.integer("removed"),   row.maybe<Timestamp>("at")};
        },
        "SELECT * FROM audit_list_month WHERE list = ? ORDER BY last_seq", id);
}

Result<void> approve_removal(db::Connection& db, const Visitor& by, LogListId id) {
    const bool is_first = db.execute(
                              "UPDATE audit_list SET approved_at = ?, approved_by = ?, approved_by_name = ? "
                              "WHERE id = ? AND approved_at IS NULL",
                              now(), by.account, by.name, id) > 0;
    if (!is_first) return failure(Fault::conflict);
    record(db, by, {.event = "audit.disposal_approved", .subject_kind = "audit", .subject = id.value});
    return {};
}

void remove_approved(db::Database& database, LogListId id, const Stays& stays) {
    const auto list = database.read([&](db::Connection& db) { return find_log_list(db, id); });
    if (!list || !list->approved_at || list->done_at) return;
    if (verify(database).problem) throw std::runtime_error("the log is not whole: nothing is removed from it");
    const auto end = swedish_time(list->before);
    for (const auto& month : database.read([&](db::Connection& db) { return months_of(db, id); }))
        if (!month.at) database.write([&](db::Connection& db) { remove_month(db, id, month, end, stays); });
    database.write([&](db::Connection& db) {
        db.execute("UPDATE audit_list SET done_at = ? WHERE id = ?", now(), id);
        record(db, program("torg"), {.event = "audit.disposed", .subject_kind = "audit", .subject = id.value});
    });
}

std::optional<Removed> removed(db::Connection& db) {
    const auto anchor = anchor_of(db);
    if (anchor.seq == 0) return std::nullopt;
    Removed all{.entries = anchor.seq, .until = anchor.seq};
    for (const auto& part : parts_of(db)) all.entries -= part.entries;
    const auto lists = db.all(list_from, std::string(counted_list) + "WHERE s.approved_at IS NOT NULL ORDER BY s.id DESC LIMIT 1");
    if (!lists.empty()) {
        all.approved_by_name = lists.front().approved_by_name;
        all.at = lists.front().done_at.value_or(*lists.front().approved_at);
    }
    return all;
}

}  // namespace audit
