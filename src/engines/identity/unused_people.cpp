#include "engines/identity/unused_people.h"

namespace identity {

void begin_counting(db::Connection& db) { db.execute("UPDATE identity_person SET last_signed_in = ? WHERE last_signed_in IS NULL", now()); }

std::vector<PersonId> not_signed_in_since(db::Connection& db, Timestamp since, PersonId after, int limit) {
    return db.all([](const db::Row& row) { return row.as<PersonId>("id"); },
                  "SELECT id FROM identity_person WHERE key IS NOT NULL AND last_signed_in < ? AND id > ? ORDER BY id LIMIT ?", since,
                  after, limit);
}

}  // namespace identity
