#pragma once
/// The form of a version: what was typed, and the buttons that add, move and take away.
#include <string>
#include <string_view>

#include "engines/decision_tables/table.h"
#include "foundation/http/message.h"

namespace table_builder {

/// Everything that stands in the form, as it was typed.
decision_tables::Content content_in(const http::Fields&);
/// "add_row", "add_column", "add_example", "up.2", "down.2", "drop_row.2", "drop_column.1", "drop_example.0"; anything else changes
/// nothing.
void press(decision_tables::Content&, std::string_view button);

}  // namespace table_builder
