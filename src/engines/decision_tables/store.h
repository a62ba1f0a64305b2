#pragma once
/// All SQL of the engine.
#include "engines/decision_tables/versions.h"

namespace decision_tables::store {

void insert_table(db::Connection&, const Table&);
std::optional<Table> table(db::Connection&, DecisionTableId);
bool has_table(db::Connection&, std::string_view service);
std::optional<Table> table_of(db::Connection&, std::string_view service, UnitId);
std::vector<Table> tables(db::Connection&, AccountId, std::string_view permission);
void set_stopped(db::Connection&, DecisionTableId, std::optional<Timestamp>, std::string_view by);

void insert_version(db::Connection&, const Version&);
/// False when it has another revision by now, or is approved.
bool change_version(db::Connection&, const Version& after, int revision_before);
void remove_version(db::Connection&, DecisionTableId, int number);
std::vector<Version> versions(db::Connection&, DecisionTableId);
std::optional<Version> version(db::Connection&, DecisionTableId, int number);
std::optional<Version> version_on(db::Connection&, DecisionTableId, Date);

}  // namespace decision_tables::store
