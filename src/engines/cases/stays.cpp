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

std::int64_t count_stayed(db::Connection& db, std::string_view service, const Figure& figure) {
    return db.number(
        "SELECT COUNT(DISTINCT s.case_id) AS n FROM cases_stay s JOIN cases_case c ON c.id = s.case_id "
        "WHERE s.service = ? AND s.state = ? AND s.ended_at >= ? AND s.ended_at < ? AND c.is_test = 0",
        service, figure.state, figure.from, figure.to);
}

static FigureCase figure_case(const db::Row& row) {
    return {row.as<CaseId>("id"),
            row.text("number"),
            row.text("channel"),
            row.text("outcome"),
            row.as<Timestamp>("received_at"),
            row.maybe<Timestamp>("closed_at"),
            row.integer("waited"),
            row.integer("stayed")};
}

std::vector<FigureCase> cases_of_figure(db::Connection& db, AccountId account, std::string_view service, const Figure& figure, int limit) {
    const std::string stayed =
        "(SELECT COALESCE(SUM(s.ended_at - s.began_at), 0) FROM cases_stay s WHERE s.case_id = c.id AND s.state = ? "
        "AND s.ended_at >= ? AND s.ended_at < ?)";
    const std::string shown =
        "SELECT c.id, c.number, c.channel, COALESCE(c.outcome, '') AS outcome, c.received_at, c.closed_at, "
        "(SELECT COALESCE(SUM(w.ended_at - w.began_at), 0) FROM cases_stay w WHERE w.case_id = c.id AND w.state_kind = 'waiting') AS "
        "waited, " +
        stayed + " AS stayed FROM cases_case c WHERE c.service = ? AND c.is_test = 0 AND " + identity::in_units_of("c.unit");
    std::string of_figure, order;
    switch (figure.what) {
        case Figure::What::received:
            of_figure = "AND c.received_at >= ? AND c.received_at < ? ";
            order = "c.received_at";
            break;
        case Figure::What::closed:
            of_figure = "AND c.state_kind = 'closed' AND c.closed_at >= ? AND c.closed_at < ? ";
            order = "c.closed_at";
            break;
        case Figure::What::stayed:
            of_figure =
                "AND c.id IN (SELECT l.case_id FROM cases_stay l WHERE l.service = ? AND l.state = ? AND l.ended_at >= ? AND l.ended_at < "
                "?) ";
            order = "stayed";
            break;
    }
    std::vector<db::Argument> arguments{figure.state, figure.from, figure.to, service, account, may_read.name, now()};
    if (figure.what == Figure::What::stayed) arguments.insert(arguments.end(), {service, figure.state});
    arguments.insert(arguments.end(), {figure.from, figure.to});
    arguments.insert(arguments.end(), figure.only_in.begin(), figure.only_in.end());
    arguments.emplace_back(limit);
    if (!figure.only_in.empty()) of_figure += "AND c.unit IN (" + db::marks(figure.only_in.size()) + ") ";
    std::vector<FigureCase> all;
    db.each([&](const db::Row& row) { all.push_back(figure_case(row)); },
            shown + of_figure + "ORDER BY " + order + " DESC, c.id DESC LIMIT ?", arguments);
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
