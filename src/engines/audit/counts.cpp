#include "engines/audit/counts.h"

#include "engines/audit/chain.h"

namespace audit {

std::vector<ActorCount> counted_since(db::Connection& db, std::string_view event, Timestamp since) {
    return db.all(
        [](const db::Row& row) {
            return ActorCount{row.text("actor_kind"), row.integer("actor"), row.text("name"), row.integer("entries"),
                              row.integer("subjects")};
        },
        "SELECT actor_kind, actor, MAX(actor_name) AS name, COUNT(*) AS entries, COUNT(DISTINCT subject) AS subjects FROM audit_entry "
        "WHERE seq >= ? AND event = ? GROUP BY actor_kind, actor ORDER BY entries DESC, actor",
        first_since(db, since), event);
}

}  // namespace audit
