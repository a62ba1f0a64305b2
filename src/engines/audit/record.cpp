#include "engines/audit/audit.h"

#include <algorithm>
#include "engines/audit/chain.h"

namespace audit {
namespace {

std::string_view name_of(Visitor::Kind kind) {
    switch (kind) {
        case Visitor::Kind::resident: return "resident";
        case Visitor::Kind::staff: return "staff";
        case Visitor::Kind::program: return "program";
        case Visitor::Kind::nobody: break;
    }
    return "nobody";
}

}  // namespace

Visitor program(std::string_view name) { return {.kind = Visitor::Kind::program, .name = std::string(name)}; }

void record(db::Connection& db, const Visitor& visitor, const Entry& entry) {
    // The row of the head is where writers wait for each other: no two get the same number, none is skipped.
    auto link = db.one([](const db::Row& row) { return Link{.entry = {.seq = row.integer("seq")}, .previous_hash = row.text("hash")}; },
                       "UPDATE audit_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash")
                    .value();
    link.id = new_id();
    link.entry.at = now();
    link.entry.actor_kind = name_of(visitor.kind);
    link.entry.actor = visitor.is_resident() ? visitor.person.value : visitor.account.value;
    link.entry.actor_name = visitor.name;
    link.entry.event = entry.event;
    link.entry.subject_kind = entry.subject_kind;
    link.entry.subject = entry.subject;
    link.entry.reason = entry.reason;
    link.entry.detail = entry.detail;
    link.entry.request_id = visitor.request_id;
    link.hash = hash_of(link);
    const auto& made = link.entry;
    db.execute(
        "INSERT INTO audit_entry(id, seq, at, actor_kind, actor, actor_name, event, subject_kind, subject, reason, detail, request_id, "
        "previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        link.id, made.seq, made.at, made.actor_kind, made.actor, made.actor_name, made.event, made.subject_kind, made.subject, made.reason,
        made.detail, made.request_id, link.previous_hash, link.hash);
    db.execute("UPDATE audit_head SET hash = ?, mac = ? WHERE id = 1", link.hash, mac_of(db.database(), made.seq, link.hash));
}

void record_read(db::Database& database, const Visitor& visitor, const Entry& entry) {
    database.write([&](db::Connection& db) { record(db, visitor, entry); });
}

void record_read_since(db::Database& database, const Visitor& visitor, const Entry& entry, Timestamp since) {
    const auto actor = visitor.is_resident() ? visitor.person.value : visitor.account.value;
    const auto known = database.read([&](db::Connection& db) {
        return search(db, {.event_prefix = entry.event,
                           .subject_kind = entry.subject_kind,
                           .subject = entry.subject,
                           .actor_kind = std::string(name_of(visitor.kind)),
                           .actor = actor,
                           .from = since,
                           .count = 200});
    });
    if (std::ranges::none_of(known, [&](const Recorded& one) { return one.detail == entry.detail; })) record_read(database, visitor, entry);
}

// Only what audit_anchor has been opened for goes, inside the write that opens and closes it. Triggers of older programs go first: they let
// nothing go.
void ensure_guards(db::Connection& db) {
    if (db.kind() == db::Kind::sqlite) {
        db.execute(
            "CREATE TRIGGER IF NOT EXISTS audit_entry_is_not_changed BEFORE UPDATE ON audit_entry "
            "BEGIN SELECT RAISE(ABORT, 'audit entries stay as they are'); END");
        db.execute("DROP TRIGGER IF EXISTS audit_entry_is_not_removed");
        db.execute(
            "CREATE TRIGGER IF NOT EXISTS audit_entry_goes_by_approval BEFORE DELETE ON audit_entry "
            "WHEN OLD.seq > COALESCE((SELECT open_until FROM audit_anchor WHERE id = 1), 0) "
            "BEGIN SELECT RAISE(ABORT, 'audit entries stay as they are'); END");
        return;
    }
    if (db.number("SELECT count(*) AS n FROM pg_trigger WHERE tgname = 'audit_entry_goes_by_approval' AND tgrelid = CAST('audit_entry' AS "
                  "regclass)") > 0)
        return;
    db.execute("DROP TRIGGER IF EXISTS audit_entry_stays ON audit_entry");
    db.execute(
        "CREATE OR REPLACE FUNCTION audit_entry_goes_by_approval() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN IF TG_OP = ''DELETE'' THEN IF OLD.seq <= COALESCE((SELECT open_until FROM audit_anchor WHERE id = 1), 0) "
        "THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION ''audit entries stay as they are''; END'");
    db.execute(
        "CREATE TRIGGER audit_entry_goes_by_approval BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_entry_goes_by_approval()");
    db.execute(
        "CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_goes_by_approval()");
}

}  // namespace audit
