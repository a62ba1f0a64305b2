#include "engines/cases/earlier_cases_store.h"

#include "foundation/db/marks.h"

namespace cases::store {
namespace {

/// In the ward's own name: not for an organisation, and not by anybody's mandate.
constexpr std::string_view applied_for =
    "SELECT c.id, o.is_open FROM cases_party p JOIN cases_case c ON c.id = p.case_id "
    "LEFT JOIN cases_open_to_representatives o ON o.case_id = c.id "
    "WHERE p.person = ? AND p.mandate IS NULL AND p.organisation = '' "
    "AND p.id = (SELECT MIN(one.id) FROM cases_party one WHERE one.case_id = c.id AND one.role NOT IN (?, ?)) "
    "AND c.is_test = 0 AND c.sealed_title IS NOT NULL AND c.received_at < ? AND (o.is_open IS NULL OR o.is_open = 1)";

struct Query {
    std::string sql{applied_for};
    std::vector<db::Argument> arguments;

    explicit Query(const mandates::Ward& ward) : arguments{ward.person, represents, co_signs, ward.mandate.given_at.value_or(Timestamp{})} {
        const auto& services = ward.mandate.services;
        if (services.empty()) return;
        sql += " AND c.service IN (" + db::marks(services.size()) + ")";
        arguments.insert(arguments.end(), services.begin(), services.end());
    }
    template <typename Value>
    void add(std::string_view words, const Value& value) {
        sql.append(words);
        arguments.emplace_back(value);
    }
    std::vector<EarlierRow> rows(db::Connection& db) const {
        std::vector<EarlierRow> all;
        db.each([&](const db::Row& row) { all.push_back({row.as<CaseId>("id"), !row.is_null("is_open")}); }, sql, arguments);
        return all;
    }
};

}  // namespace

std::vector<EarlierRow> earlier_rows(db::Connection& db, const mandates::Ward& ward, std::optional<CaseId> before, int limit) {
    Query query(ward);
    if (before)
        query.add(" AND (c.received_at, c.id) < (SELECT last.received_at, last.id FROM cases_case last WHERE last.id = ?)", *before);
    query.add(" ORDER BY c.received_at DESC, c.id DESC LIMIT ?", limit);
    return query.rows(db);
}

std::optional<EarlierRow> earlier_row(db::Connection& db, const mandates::Ward& ward, CaseId id) {
    Query query(ward);
    query.add(" AND c.id = ?", id);
    const auto rows = query.rows(db);
    return rows.empty() ? std::nullopt : std::optional(rows.front());
}

std::optional<OpeningRow> opening_of(db::Connection& db, CaseId id) {
    return db.one(
        [](const db::Row& row) {
            return OpeningRow{row.integer("is_open") == 1 ? Opening::open : Opening::closed, row.text("sealed_reason"),
                              row.text("said_by_name"), row.as<Timestamp>("said_at")};
        },
        "SELECT * FROM cases_open_to_representatives WHERE case_id = ?", id);
}

void set_opening(db::Connection& db, CaseId id, const OpeningRow& row) {
    db.execute(
        "INSERT INTO cases_open_to_representatives(case_id, is_open, sealed_reason, said_by_name, said_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (case_id) DO UPDATE SET is_open = excluded.is_open, sealed_reason = excluded.sealed_reason, "
        "said_by_name = excluded.said_by_name, said_at = excluded.said_at",
        id, row.said == Opening::open ? 1 : 0, db::Blob{row.sealed_reason}, row.said_by_name, row.said_at);
}

void delete_opening(db::Connection& db, CaseId id) { db.execute("DELETE FROM cases_open_to_representatives WHERE case_id = ?", id); }

}  // namespace cases::store
