#include "engines/audit/counts.h"

namespace audit {

/// The log is written in order of time: the first entry since then is found by halving.
static std::int64_t first_since(db::Connection& db, Timestamp since) {
    std::int64_t from = 1, until = db.number("SELECT COALESCE(MAX(seq), 0) AS n FROM audit_entry") + 1;
    while (from < until) {
        const auto middle = from + (until - from) / 2;
        if (db.number("SELECT at AS n FROM audit_entry WHERE seq = ?", middle) < since.value) from = middle + 1;
        else until = middle;
    }
    return from;
}

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
