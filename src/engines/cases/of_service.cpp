#include "engines/cases/of_service.h"

#include "engines/identity/roles.h"

namespace cases {

static Received received(const db::Row& row) {
    return {row.as<CaseId>("id"),
            row.text("number"),
            row.as<KeyId>("key"),
            row.as<UnitId>("unit"),
            row.text("state"),
            row.text("state_kind"),
            row.as<Timestamp>("received_at")};
}

static constexpr std::string_view of_service =
    "SELECT id, number, key, unit, state, state_kind, received_at FROM cases_case WHERE service = ? AND received_at >= ? AND is_test = 0 "
    "AND sealed_answers IS NOT NULL";

std::vector<Received> received_since(db::Connection& db, std::string_view service, Timestamp since) {
    return db.all(received, std::string(of_service) + " ORDER BY received_at, id", service, since);
}

std::vector<Received> received_since(db::Connection& db, AccountId account, std::string_view service, Timestamp since) {
    return db.all(received, std::string(of_service) + " AND " + identity::in_units_of("unit") + " ORDER BY received_at, id", service, since,
                  account, may_read.name, now());
}

std::vector<Received> received_page(db::Connection& db, AccountId account, std::string_view service, const ReceivedAsked& asked) {
    auto sql = std::string(of_service) + " AND " + identity::in_units_of("unit");
    std::vector<db::Argument> arguments{service, asked.since, account, may_read.name, now()};
    const auto add = [&](std::string_view words, const auto&... values) {
        sql.append(words);
        (arguments.emplace_back(values), ...);
    };
    if (asked.unit) add(" AND unit = ?", *asked.unit);
    if (asked.only_open) add(" AND state_kind <> 'closed'");
    if (asked.before) add(" AND (received_at, id) < (?, ?)", asked.before->first, asked.before->second);
    if (asked.among) {
        add(" AND id IN (0");
        for (const auto id : *asked.among) add(", ?", id);
        add(")");
    }
    add(" ORDER BY received_at DESC, id DESC LIMIT ?", asked.limit);
    std::vector<Received> all;
    db.each([&](const db::Row& row) { all.push_back(received(row)); }, sql, arguments);
    return all;
}

}  // namespace cases
