#include "areas/case_desk/store.h"

#include "engines/identity/roles.h"
#include "foundation/base/unicode.h"

namespace case_desk::store {

std::optional<std::string> columns(db::Connection& db, AccountId account) {
    return db.one([](const db::Row& row) { return row.text("columns"); }, "SELECT columns FROM case_desk_columns WHERE account = ?",
                  account);
}

void save_columns(db::Connection& db, AccountId account, std::string_view columns) {
    db.execute(
        "INSERT INTO case_desk_columns(account, columns) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET columns = excluded.columns",
        account, columns);
}

// ---- many cases at once

void insert_batch(db::Connection& db, const Batch& batch) {
    db.execute(
        "INSERT INTO case_desk_batch(id, account, kind, officer, outcome, reason, comment, rest, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
        "?)",
        batch.id, batch.account, to_name(batch.kind), batch.officer, batch.outcome, batch.reason, batch.comment, batch.rest, batch.made_at);
    for (const auto& member : batch.members)
        db.execute("INSERT INTO case_desk_batch_case(batch, case_id, number, seen_event, state, why) VALUES (?, ?, ?, ?, ?, ?)", batch.id,
                   member.of, member.number, member.seen_event, to_name(member.state), member.why);
}

static std::optional<std::vector<std::string>> blocks_from(const std::optional<std::string>& kept) {
    if (!kept) return std::nullopt;
    std::vector<std::string> ids;
    for (const auto id : split(*kept, ' '))
        if (!id.empty()) ids.emplace_back(id);
    return ids;
}

static Batch::Member member_from(const db::Row& row) {
    return {row.as<CaseId>("case_id"), row.text("number"),
            row.integer("seen_event"), from_name<Batch::State>(row.text("state")).value(),
            row.text("why"),           row.maybe<Timestamp>("undone_at"),
            row.text("why_not_undone")};
}

std::optional<Batch> batch(db::Connection& db, BatchId id) {
    auto found = db.one(
        [](const db::Row& row) {
            return Batch{.id = row.as<BatchId>("id"),
                         .account = row.as<AccountId>("account"),
                         .kind = from_name<Batch::Kind>(row.text("kind")).value(),
                         .officer = row.maybe<AccountId>("officer"),
                         .outcome = row.text("outcome"),
                         .reason = row.text("reason"),
                         .comment = row.text("comment"),
                         .blocks = blocks_from(row.maybe<std::string>("blocks")),
                         .rest = row.maybe<BatchId>("rest"),
                         .made_at = row.as<Timestamp>("made_at"),
                         .started_at = row.maybe<Timestamp>("started_at"),
                         .finished_at = row.maybe<Timestamp>("finished_at"),
                         .undo_asked_at = row.maybe<Timestamp>("undo_asked_at"),
                         .undone_at = row.maybe<Timestamp>("undone_at")};
        },
        "SELECT * FROM case_desk_batch WHERE id = ?", id);
    if (found) found->members = db.all(member_from, "SELECT * FROM case_desk_batch_case WHERE batch = ? ORDER BY number", id);
    return found;
}

bool begin_batch(db::Connection& db, const Batch& batch) {
    const auto begun = db.execute(
        "UPDATE case_desk_batch SET outcome = ?, reason = ?, comment = ?, blocks = ?, started_at = ? WHERE id = ? AND started_at IS NULL",
        batch.outcome, batch.reason, batch.comment, batch.blocks ? std::optional(joined(*batch.blocks, " ")) : std::nullopt, now(),
        batch.id);
    if (begun == 0) return false;
    db.execute("DELETE FROM case_desk_batch_case WHERE batch = ?", batch.id);
    for (const auto& member : batch.members)
        db.execute("INSERT INTO case_desk_batch_case(batch, case_id, number, seen_event, state, why) VALUES (?, ?, ?, ?, ?, ?)", batch.id,
                   member.of, member.number, member.seen_event, to_name(member.state), member.why);
    return true;
}

bool take_out(db::Connection& db, BatchId id, CaseId of) {
    return db.execute("DELETE FROM case_desk_batch_case WHERE batch = ? AND case_id = ? AND state = 'waiting'", id, of) > 0;
}

std::optional<BatchId> taken_out_of(db::Connection& db, BatchId id) {
    return db.one([](const db::Row& row) { return row.as<BatchId>("id"); },
                  "SELECT id FROM case_desk_batch WHERE rest = ? ORDER BY id DESC LIMIT 1", id);
}

bool is_waiting(db::Connection& db, BatchId id, CaseId of) {
    return db.number("SELECT COUNT(*) AS n FROM case_desk_batch_case WHERE batch = ? AND case_id = ? AND state = 'waiting'", id, of) > 0;
}

void set_member(db::Connection& db, BatchId id, CaseId of, Batch::State state, std::string_view why) {
    db.execute("UPDATE case_desk_batch_case SET state = ?, why = ? WHERE batch = ? AND case_id = ?", to_name(state), why, id, of);
}

void end_batch(db::Connection& db, BatchId id) {
    db.execute("UPDATE case_desk_batch SET finished_at = ?, comment = '' WHERE id = ?", now(), id);
}

bool begin_undo(db::Connection& db, BatchId id) {
    return db.execute("UPDATE case_desk_batch SET undo_asked_at = ? WHERE id = ? AND undo_asked_at IS NULL", now(), id) > 0;
}

void set_undone(db::Connection& db, BatchId id, CaseId of, std::string_view why) {
    db.execute("UPDATE case_desk_batch_case SET undone_at = ?, why_not_undone = ? WHERE batch = ? AND case_id = ?",
               why.empty() ? std::optional(now()) : std::nullopt, why, id, of);
}

void end_undo(db::Connection& db, BatchId id) { db.execute("UPDATE case_desk_batch SET undone_at = ? WHERE id = ?", now(), id); }

void remove_before(db::Connection& db, Timestamp batches, Timestamp presence) {
    db.execute("DELETE FROM case_desk_batch_case WHERE batch IN (SELECT id FROM case_desk_batch WHERE made_at < ?)", batches);
    db.execute("DELETE FROM case_desk_batch WHERE made_at < ?", batches);
    db.execute("DELETE FROM case_desk_presence WHERE at < ?", presence);
}

// ---- who has opened a case lately

void mark_present(db::Connection& db, CaseId of, const Visitor& visitor) {
    db.execute(
        "INSERT INTO case_desk_presence(case_id, account, name, at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (case_id, account) DO UPDATE SET name = excluded.name, at = excluded.at",
        of, visitor.account, visitor.name, now());
}

std::vector<Colleague> others_at(db::Connection& db, CaseId of, AccountId account, Timestamp since) {
    return db.all(
        [](const db::Row& row) {
            return Colleague{row.text("name"), row.as<Timestamp>("at")};
        },
        "SELECT name, at FROM case_desk_presence WHERE case_id = ? AND account <> ? AND at > ? ORDER BY at DESC, name", of, account, since);
}

// ---- saved searches

void insert_search(db::Connection& db, const SavedSearch& search) {
    std::vector<std::string> columns;
    for (const auto column : search.columns) columns.emplace_back(to_name(column));
    db.execute(
        "INSERT INTO case_desk_search(id, account, name, unit, whose, service, state_kind, of_unit, due, columns) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        search.id, search.account, search.name, search.shared_with, to_name(search.asked.whose), search.asked.service,
        search.asked.state_kind, search.asked.unit, search.asked.due, joined(columns, " "));
}

std::vector<SavedSearch> searches(db::Connection& db, AccountId account) {
    return db.all(
        [](const db::Row& row) {
            SavedSearch search{.id = row.as<SearchId>("id"),
                               .account = row.as<AccountId>("account"),
                               .name = row.text("name"),
                               .shared_with = row.maybe<UnitId>("unit"),
                               .asked = {.whose = from_name<cases::Filter::Whose>(row.text("whose")).value_or(cases::Filter::Whose::all),
                                         .service = row.text("service"),
                                         .state_kind = row.text("state_kind"),
                                         .unit = row.maybe<UnitId>("of_unit"),
                                         .due = row.text("due")}};
            const auto names = row.text("columns");
            for (const auto name : split(names, ' '))
                if (const auto column = from_name<Column>(name)) search.columns.push_back(*column);
            return search;
        },
        "SELECT * FROM case_desk_search WHERE account = ? OR (unit IS NOT NULL AND " + identity::in_units_of("unit") +
            ") ORDER BY name COLLATE swedish, id",
        account, account, cases::may_read.name, now());
}

std::optional<SavedSearch> search(db::Connection& db, AccountId account, SearchId id) {
    for (auto& found : searches(db, account))
        if (found.id == id) return std::move(found);
    return std::nullopt;
}

void delete_search(db::Connection& db, AccountId account, SearchId id) {
    db.execute("DELETE FROM case_desk_search WHERE id = ? AND account = ?", id, account);
}

}  // namespace case_desk::store
