#pragma once
#include "foundation/db/database.h"

namespace db {

std::unique_ptr<Database> open_sqlite(const Place&);

}  // namespace db
