#pragma once
/// What the pages are made of.
#include "areas/table_builder/views.h"
#include "engines/identity/roles.h"

namespace table_builder {

TableRow row_of(db::Connection&, const Context&, decision_tables::Table);
Rights rights_in(db::Connection&, const Context&, UnitId);
bool is_delegated(db::Connection&, const decision_tables::Table&);
/// Sign-in needed where cases of the service have secrecy, in any of its versions, and the visitor has shown no more than a password.
Result<void> is_proved_for_cases(db::Connection&, const Context&, std::string_view service);
/// {decision_table} and {version} of the address, for who may read the table.
Result<VersionScreen> read_version(db::Connection&, const Context&);

}  // namespace table_builder
