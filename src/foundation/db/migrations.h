#pragma once
/// Changes of the tables, in order, each once. A released migration is never edited.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/db/database.h"

namespace db {

struct Migration {
    std::string module;
    std::string name;  ///< "001_jobs.sql"
    std::string_view sql;
};

/// Applies what is not applied yet, each migration in one write with its row in schema_migration. Throws Failure when the text of an
/// applied one has changed. Several programs may do it at the same time.
void migrate(Database&, std::span<const Migration>);
/// What migrate() would apply.
std::vector<Migration> pending(Database&, std::span<const Migration>);
/// Those of them that this database has.
std::vector<Migration> applied(Connection&, std::span<const Migration>);

}  // namespace db
