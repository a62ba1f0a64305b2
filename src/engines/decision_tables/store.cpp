#include "engines/decision_tables/store.h"

#include "engines/identity/roles.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace decision_tables::store {
namespace {

Table read_table(const db::Row& row) {
    return {row.as<DecisionTableId>("id"),      row.as<UnitId>("unit"), row.text("service"), {row.text("title_sv"), row.text("title_en")},
            row.maybe<Timestamp>("stopped_at"), row.text("stopped_by")};
}

std::string to_text(const std::vector<AccountId>& writers) {
    std::vector<std::string> ids;
    for (const auto writer : writers) ids.push_back(std::to_string(writer.value));
    return joined(ids, " ");
}

std::vector<AccountId> writers_from(const std::string& text) {
    std::vector<AccountId> writers;
    for (const auto id : split(text, ' '))
        if (const auto number = whole_number(id)) writers.push_back(AccountId{*number});
    return writers;
}

Version read_version(const db::Row& row) {
    Version version;
    version.table = row.as<DecisionTableId>("table_id");
    version.number = static_cast<int>(row.integer("number"));
    version.state = from_name<State>(row.text("state")).value_or(State::open);
    version.revision = static_cast<int>(row.integer("revision"));
    version.content = content_from(json::parse(row.text("content")).value_or(json::Value()));
    version.words = row.text("words");
    version.author = row.as<AccountId>("author");
    version.author_name = row.text("author_name");
    version.writers = writers_from(row.text("writers"));
    version.proposer = row.as<AccountId>("proposer");
    version.proposer_name = row.text("proposer_name");
    version.approver = row.as<AccountId>("approver");
    version.approver_name = row.text("approver_name");
    version.approved_at = row.maybe<Timestamp>("approved_at");
    version.effective_from = row.maybe<Date>("effective_from");
    version.restored_from = static_cast<int>(row.integer("restored_from"));
    version.changed_at = row.as<Timestamp>("changed_at");
    return version;
}

}  // namespace

void insert_table(db::Connection& db, const Table& table) {
    db.execute("INSERT INTO decision_tables_table(id, unit, service, title_sv, title_en, made_at) VALUES (?, ?, ?, ?, ?, ?)", table.id,
               table.unit, table.service, table.title.sv, table.title.en, now());
}

std::optional<Table> table(db::Connection& db, DecisionTableId id) {
    return db.one(read_table, "SELECT * FROM decision_tables_table WHERE id = ?", id);
}

bool has_table(db::Connection& db, std::string_view service) {
    return db.number("SELECT COUNT(*) AS n FROM decision_tables_table WHERE service = ?", service) > 0;
}

std::optional<Table> table_of(db::Connection& db, std::string_view service, UnitId unit) {
    return db.one(read_table, "SELECT * FROM decision_tables_table WHERE service = ? AND unit = ?", service, unit);
}

std::vector<Table> tables(db::Connection& db, AccountId account, std::string_view permission) {
    return db.all(read_table, "SELECT * FROM decision_tables_table WHERE " + identity::in_units_of("unit") + " ORDER BY service, id",
                  account, permission, now());
}

void set_stopped(db::Connection& db, DecisionTableId id, std::optional<Timestamp> at, std::string_view by) {
    db.execute("UPDATE decision_tables_table SET stopped_at = ?, stopped_by = ? WHERE id = ?", at, by, id);
}

void insert_version(db::Connection& db, const Version& version) {
    db.execute(
        "INSERT INTO decision_tables_version(table_id, number, state, revision, content, words, author, author_name, proposer, "
        "proposer_name, approver, approver_name, approved_at, effective_from, restored_from, changed_at, writers) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        version.table, version.number, to_name(version.state), version.revision, json::to_text(to_json(version.content)), version.words,
        version.author, version.author_name, version.proposer, version.proposer_name, version.approver, version.approver_name,
        version.approved_at, version.effective_from, version.restored_from, now(), to_text(version.writers));
}

bool change_version(db::Connection& db, const Version& after, int revision_before) {
    return db.execute(
               "UPDATE decision_tables_version SET state = ?, revision = ?, content = ?, words = ?, author = ?, author_name = ?, "
               "proposer = ?, proposer_name = ?, approver = ?, approver_name = ?, approved_at = ?, effective_from = ?, changed_at = ?, "
               "writers = ? WHERE table_id = ? AND number = ? AND revision = ? AND state <> 'approved'",
               to_name(after.state), after.revision, json::to_text(to_json(after.content)), after.words, after.author, after.author_name,
               after.proposer, after.proposer_name, after.approver, after.approver_name, after.approved_at, after.effective_from, now(),
               to_text(after.writers), after.table, after.number, revision_before) == 1;
}

void remove_version(db::Connection& db, DecisionTableId id, int number) {
    db.execute("DELETE FROM decision_tables_version WHERE table_id = ? AND number = ? AND state <> 'approved'", id, number);
}

std::vector<Version> versions(db::Connection& db, DecisionTableId id) {
    return db.all(read_version, "SELECT * FROM decision_tables_version WHERE table_id = ? ORDER BY number DESC", id);
}

std::optional<Version> version(db::Connection& db, DecisionTableId id, int number) {
    return db.one(read_version, "SELECT * FROM decision_tables_version WHERE table_id = ? AND number = ?", id, number);
}

std::optional<Version> version_on(db::Connection& db, DecisionTableId id, Date day) {
    return db.one(read_version,
                  "SELECT * FROM decision_tables_version WHERE table_id = ? AND state = 'approved' AND effective_from <= ? "
                  "ORDER BY effective_from DESC, number DESC LIMIT 1",
                  id, day);
}

}  // namespace decision_tables::store
