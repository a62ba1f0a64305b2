#pragma once
/// All SQL of the case desk.
#include <optional>
#include <string>

#include "engines/identity/visitor.h"
#include "foundation/db/database.h"

namespace case_desk::store {

std::optional<std::string> columns(db::Connection&, AccountId);
void save_columns(db::Connection&, AccountId, std::string_view columns);

}  // namespace case_desk::store
