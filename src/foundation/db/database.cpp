#include "foundation/db/database.h"

#include "foundation/db/postgresql_database.h"
#include "foundation/db/sqlite_database.h"

namespace db {

std::unique_ptr<Database> Database::open(const Place& place) {
    return place.kind == Kind::sqlite ? open_sqlite(place) : open_postgresql(place);
}

}  // namespace db
