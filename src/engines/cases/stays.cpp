#include "engines/cases/stays.h"

#include <algorithm>

#include "engines/cases/find.h"
#include "engines/identity/roles.h"
#include "foundation/db/marks.h"

namespace cases {

static constexpr int most_stays = 5'000;

static TimeInState summed(const std::string& state, const std::string& kind, std::vector<std::int64_t>& times) {
    std::ranges::sort(times);
    const auto of = times.size();
    return {state, kind, static_cast<std::int64_t>(of), times[of / 2], times[of * 9 / 10]};
}

std::vector<TimeInState> time_in_states(db::Connection& db, std::string_view service, Timestamp since) {
    std::map<std::pair<std::string, std::string>, std::vector<std::int64_t>> times;
    db.all(
        [&](const db::Row& row) {
            times[{row.text("state"), row.text("state_kind")}].push_back(row.integer("took"));
            return 0;
        },
        "SELECT s.state, s.state_kind, s.ended_at - s.began_at AS took FROM cases_stay s JOIN cases_case c ON c.id = s.case_id "
        "WHERE s.service = ? AND s.ended_at >= ? AND c.is_test = 0 ORDER BY s.ended_at DESC LIMIT ?",
        service, since, most_stays);
    std::vector<TimeInState> all;
    for (auto& [state, each] : times) all.push_back(summed(state.first, state.second, each));
    std::ranges::stable_sort(all, std::greater(), &TimeInState::median);
    return all;
}

std::vector<Stay> stays_of(db::Connection& db, CaseId id) {
    return db.all(
        [](const db::Row& row) {
            return Stay{row.text("state"), row.text("state_kind"), row.as<Timestamp>("began_at"), row.as<Timestamp>("ended_at")};
        },
        "SELECT state, state_kind, began_at, ended_at FROM cases_stay WHERE case_id = ? ORDER BY id", id);
}

std::map<std::int64_t, std::vector<Stay>> stays_of(db::Connection& db, const std::vector<CaseId>& ids) {
    std::map<std::int64_t, std::vector<Stay>> all;
    if (ids.empty()) return all;
    db.each(
        [&](const db::Row& row) {
            all[row.integer("case_id")].push_back(
                {row.text("state"), row.text("state_kind"), row.as<Timestamp>("began_at"), row.as<Timestamp>("ended_at")});
        },
        "SELECT case_id, state, state_kind, began_at, ended_at FROM cases_stay WHERE case_id IN (" + db::marks(ids.size()) +
            ") ORDER BY case_id, id",
        std::vector<db::Argument>(ids.begin(), ids.end()));
    return all;
}

std::int64_t count_received(db::Connection& db, std::string_view service, Timestamp from, Timestamp to) {
    return db.number("SELECT COUNT(*) AS n FROM cases_case WHERE service = ? AND is_test = 0 AND received_at >= ? AND received_at < ?",
                     service, from, to);
}

std::int64_t count_closed(db::Connection& db, std::string_view service, Timestamp from, Timestamp to) {
    return db.number(
        "SELECT COUNT(*) AS n FROM cases_case WHERE service = ? AND state_kind = 'closed' AND is_test = 0 AND closed_at >= ? AND closed_at "
        "< ?",
        service, from, to);
}

std::vector<ClosedCase> closed_cases(db::Connection& db, AccountId account, std::string_view service, Timestamp since, int limit,
                                     const std::vector<UnitId>& only_in) {
    std::vector<db::Argument> arguments{db::Argument(service), db::Argument(since), db::Argument(account), db::Argument(may_read.name),
                                        db::Argument(now())};
    arguments.insert(arguments.end(), only_in.begin(), only_in.end());
    arguments.emplace_back(limit);
    std::vector<ClosedCase> all;
    db.each(
        [&](const db::Row& row) {
            all.push_back({row.as<CaseId>("id"), row.text("number"), row.text("channel"), row.text("outcome"),
                           row.as<Timestamp>("received_at"), row.as<Timestamp>("closed_at"), row.integer("waited")});
        },
        "SELECT c.id, c.number, c.channel, COALESCE(c.outcome, '') AS outcome, c.received_at, c.closed_at, "
        "(SELECT COALESCE(SUM(s.ended_at - s.began_at), 0) FROM cases_stay s WHERE s.case_id = c.id AND s.state_kind = 'waiting') AS "
        "waited "
        "FROM cases_case c WHERE c.service = ? AND c.state_kind = 'closed' AND c.is_test = 0 AND c.closed_at >= ? AND " +
            identity::in_units_of("c.unit") + (only_in.empty() ? "" : "AND c.unit IN (" + db::marks(only_in.size()) + ") ") +
            "ORDER BY c.closed_at DESC, c.id DESC LIMIT ?",
        arguments);
    return all;
}

}  // namespace cases

namespace cases::store {

void end_stay(db::Connection& db, CaseId id, Timestamp at) {
    db.execute(
        "INSERT INTO cases_stay(id, case_id, service, state, state_kind, began_at, ended_at) "
        "SELECT ?, id, service, state, state_kind, state_since, ? FROM cases_case WHERE id = ?",
        new_id(), at, id);
}

void delete_stays(db::Connection& db, CaseId id) { db.execute("DELETE FROM cases_stay WHERE case_id = ?", id); }

}  // namespace cases::store
