#pragma once
#include "foundation/db/database.h"

namespace db {

std::unique_ptr<Database> open_postgresql(const Place&);

}  // namespace db
