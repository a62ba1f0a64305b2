#include "engines/audit/chain.h"

namespace audit {
namespace {

/// WHERE clauses that are there only when asked for.
struct Conditions {
    std::string sql = " WHERE 1 = 1";
    std::vector<db::Argument> arguments{};

    void add(std::string_view condition, db::Argument argument) {
        sql += " AND ";
        sql += condition;
        arguments.push_back(argument);
    }
};

}  // namespace

std::vector<Recorded> search(db::Connection& db, const Search& wanted) {
    Conditions where;
    if (!wanted.event_prefix.empty()) {
        where.add("event >= ?", wanted.event_prefix);
        where.add("substr(event, 1, length(CAST(? AS TEXT))) = ?", wanted.event_prefix);
        where.arguments.push_back(wanted.event_prefix);
    }
    if (!wanted.subject_kind.empty()) where.add("subject_kind = ?", wanted.subject_kind);
    if (wanted.subject) where.add("subject = ?", *wanted.subject);
    if (!wanted.actor_kind.empty()) where.add("actor_kind = ?", wanted.actor_kind);
    if (wanted.actor) where.add("actor = ?", *wanted.actor);
    if (wanted.from) where.add("at >= ?", *wanted.from);
    if (wanted.until) where.add("at < ?", *wanted.until);
    if (wanted.before) where.add("seq < ?", *wanted.before);
    where.arguments.emplace_back(wanted.count);
    std::vector<Recorded> found;
    db.each([&](const db::Row& row) { found.push_back(read_recorded(row)); },
            "SELECT * FROM audit_entry" + where.sql + " ORDER BY seq DESC LIMIT ?", where.arguments);
    return found;
}

std::vector<Recorded> entries_of(db::Connection& db, std::string_view subject_kind, std::int64_t subject,
                                 std::optional<std::int64_t> before, int count) {
    return search(db, {.subject_kind = std::string(subject_kind), .subject = subject, .before = before, .count = count});
}

}  // namespace audit
