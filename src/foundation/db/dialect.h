#pragma once
/// From the one SQL that we write (SQLite's words) to PostgreSQL's. docs/decisions/003 says what it is.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/db/database.h"

namespace db {

/// One statement: type words translated, each ? made $1, $2 …, or NULL where the argument is null, since PostgreSQL must know the
/// type of each parameter.
std::string postgresql_statement(std::string_view sql, std::span<const Argument>);

/// The statements of a script, without their semicolons; what is only comments and white space is left out.
std::vector<std::string_view> statements_of(std::string_view script);

}  // namespace db
