#include "areas/table_builder/store.h"

namespace table_builder::store {

static Replay read_replay(const db::Row& row) {
    Replay replay;
    replay.id = row.as<ReplayId>("id");
    replay.table = row.as<DecisionTableId>("table_id");
    replay.version = static_cast<int>(row.integer("version"));
    replay.revision = static_cast<int>(row.integer("revision"));
    replay.asked_by = row.as<AccountId>("asked_by");
    replay.asked_by_name = row.text("asked_by_name");
    replay.begun_at = row.as<Timestamp>("begun_at");
    replay.finished_at = row.maybe<Timestamp>("finished_at");
    replay.total = row.integer("total");
    replay.done = row.integer("done");
    replay.same = row.integer("same");
    replay.otherwise = row.integer("otherwise");
    replay.left_to_officer = row.integer("left_to_officer");
    replay.automatic = row.integer("automatic");
    return replay;
}

void insert_replay(db::Connection& db, const Replay& replay) {
    db.execute(
        "INSERT INTO table_builder_replay(id, table_id, version, revision, asked_by, asked_by_name, begun_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        replay.id, replay.table, replay.version, replay.revision, replay.asked_by, replay.asked_by_name, replay.begun_at);
}

std::optional<Replay> replay(db::Connection& db, ReplayId id) {
    return db.one(read_replay, "SELECT * FROM table_builder_replay WHERE id = ?", id);
}

std::optional<Replay> newest_replay(db::Connection& db, DecisionTableId table, int version) {
    return db.one(read_replay, "SELECT * FROM table_builder_replay WHERE table_id = ? AND version = ? ORDER BY id DESC LIMIT 1", table,
                  version);
}

void set_progress(db::Connection& db, const Replay& replay) {
    db.execute(
        "UPDATE table_builder_replay SET finished_at = ?, total = ?, done = ?, same = ?, otherwise = ?, left_to_officer = ?, automatic = ? "
        "WHERE id = ?",
        replay.finished_at, replay.total, replay.done, replay.same, replay.otherwise, replay.left_to_officer, replay.automatic, replay.id);
}

void insert_turned(db::Connection& db, ReplayId id, const Turned& turned) {
    db.execute("INSERT INTO table_builder_turned(replay, case_id, decided, ruling, row_no) VALUES (?, ?, ?, ?, ?)", id, turned.of,
               turned.decided, turned.ruling, turned.row);
}

std::vector<Turned> turned(db::Connection& db, ReplayId id, int limit) {
    return db.all(
        [](const db::Row& row) {
            return Turned{row.as<CaseId>("case_id"), row.text("decided"), row.text("ruling"), static_cast<int>(row.integer("row_no"))};
        },
        "SELECT * FROM table_builder_turned WHERE replay = ? ORDER BY case_id DESC LIMIT ?", id, limit);
}

void delete_turned(db::Connection& db, ReplayId id) { db.execute("DELETE FROM table_builder_turned WHERE replay = ?", id); }

void remove_of(db::Connection& db, DecisionTableId table, int version) {
    db.execute("DELETE FROM table_builder_turned WHERE replay IN (SELECT id FROM table_builder_replay WHERE table_id = ? AND version = ?)",
               table, version);
    db.execute("DELETE FROM table_builder_replay WHERE table_id = ? AND version = ?", table, version);
}

void remove_before(db::Connection& db, Timestamp before) {
    db.execute("DELETE FROM table_builder_turned WHERE replay IN (SELECT id FROM table_builder_replay WHERE begun_at < ?)", before);
    db.execute("DELETE FROM table_builder_replay WHERE begun_at < ?", before);
}

}  // namespace table_builder::store
