#pragma once
/// A small service of the flow "decision" without checks in registers, and a decision table that grants it without a person: for tests.
#include <string_view>

#include "engines/decision_tables/versions.h"
#include "foundation/db/database.h"

namespace table_service {

/// Asks for `what`, `amount` (kronor) and `member` (yes or no).
inline constexpr std::string_view id = "provkort";

/// Saves and publishes it, decided under "Prov 9" in the unit.
void publish(db::Connection&, UnitId committee);
/// Grants up to 500 kronor to members without a person, proposes a rejection above 2 000.
decision_tables::Content by_amount();
/// A table of the unit that holds from today, written and approved by two people who are nobody.
DecisionTableId hold(db::Connection&, UnitId, const decision_tables::Content& = by_amount());
/// The delegation order lets "Prov 9" be decided without a person.
void delegate(db::Connection&);
/// All of it.
DecisionTableId set_up(db::Connection&, UnitId);

}  // namespace table_service
