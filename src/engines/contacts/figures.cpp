#include "engines/contacts/figures.h"

#include <algorithm>

#include "engines/contacts/forecast.h"
#include "engines/contacts/rows.h"

namespace contacts {
namespace {

std::int64_t median(std::vector<std::int64_t> all) {
    if (all.empty()) return 0;
    const auto middle = all.begin() + std::ssize(all) / 2;
    std::ranges::nth_element(all, middle);
    return *middle;
}

constexpr int most_measured = 20'000;

std::vector<std::int64_t> seconds(db::Connection& db, AccountId account, const Period& period, const char* first, const char* last) {
    return db.all([](const db::Row& row) { return row.integer("took") / microseconds_a_second; },
                  std::string("SELECT ") + last + " - " + first +
                      " AS took FROM contacts_contact WHERE channel = 'phone' AND received_at >= ? AND "
                      "received_at < ? AND answered_at IS NOT NULL AND ended_at IS NOT NULL AND " +
                      in_units_served + " ORDER BY received_at DESC LIMIT ?",
                  period.from, period.until, account, may_serve.name, now(), most_measured);
}

const std::string nobody_came_back =
    "NOT EXISTS (SELECT 1 FROM contacts_contact later WHERE later.who = c.who AND later.subject = c.subject AND "
    "later.received_at > c.ended_at AND later.received_at <= c.ended_at + ?)";

/// The time by which a figure puts a contact in its period, and what else it asks.
struct Counting {
    std::string at, also;
};
Counting counting(Figure::What what) {
    constexpr const char *is_known = "c.who IS NOT NULL AND c.outcome <> 'missed' AND c.thread = c.id",
                         *is_first = "c.outcome = 'solved' AND c.thread = c.id";
    switch (what) {
        case Figure::What::received: break;
        case Figure::What::calls: return {"c.received_at", "c.channel = 'phone'"};
        case Figure::What::talked: return {"c.received_at", "c.channel = 'phone' AND c.answered_at IS NOT NULL AND c.ended_at IS NOT NULL"};
        case Figure::What::ended: return {"c.received_at", "c.outcome IS NOT NULL AND c.outcome <> 'missed'"};
        case Figure::What::solved: return {"c.received_at", is_first};
        case Figure::What::waiting: return {"c.received_at", "c.state = 'waiting' AND c.answered_at IS NULL"};
        case Figure::What::answered: return {"c.ended_at", "c.outcome <> 'missed'"};
        case Figure::What::answered_at_once: return {"c.ended_at", is_first};
        case Figure::What::known: return {"c.ended_at", is_known};
        case Figure::What::claimed: return {"c.ended_at", std::string(is_known) + " AND c.outcome = 'solved'"};
        case Figure::What::kept: return {"c.ended_at", std::string(is_known) + " AND c.outcome = 'solved' AND " + nobody_came_back};
        case Figure::What::expected: return {"c.received_at", "c.channel = 'phone'"};
    }
    return {"c.received_at", "1 = 1"};
}

/// "FROM … WHERE …" and what it binds.
struct Behind {
    std::string sql, at;
    std::vector<db::Argument> values;
};
/// That half-hour of each day from which a day is foretold.
void add_half_hours(db::Connection& db, Behind& all, const Figure& figure) {
    constexpr int minutes_of_half = 30;
    const int hour = figure.half_hour / 2, minute = figure.half_hour % 2 * minutes_of_half;
    all.sql += " AND (1 = 0";
    for (const auto then : days_behind(db, figure.day)) {
        const auto from = swedish_time(then, hour, minute);
        all.sql += " OR (c.received_at >= ? AND c.received_at < ?)";
        all.values.emplace_back(from);
        all.values.emplace_back(from + minutes_of_half * microseconds_a_minute);
    }
    all.sql += ")";
}

Behind behind(db::Connection& db, AccountId account, const Figure& figure) {
    auto [at, also] = counting(figure.what);
    const bool has_period = figure.what != Figure::What::waiting && figure.what != Figure::What::expected;
    const auto from = has_period ? figure.period.from : Timestamp{};
    Behind all{.sql = "FROM contacts_contact c WHERE " + at + " >= ? AND " + at + " < ? AND " + in_units_served + " AND " + also,
               .at = at,
               .values = {from, has_period ? figure.period.until : now(), account, may_serve.name, now()}};
    if (figure.what == Figure::What::kept) all.values.emplace_back(days_to_come_back * microseconds_a_day);
    if (figure.what == Figure::What::expected) add_half_hours(db, all, figure);
    if (figure.channel) {
        all.sql += " AND c.channel = ?";
        all.values.emplace_back(to_name(*figure.channel));
    }
    return all;
}

}  // namespace

std::vector<Contact> contacts_of(db::Connection& db, AccountId account, const Figure& figure, int limit) {
    auto [sql, at, values] = behind(db, account, figure);
    values.emplace_back(limit);
    std::vector<Contact> all;
    db.each([&](const db::Row& row) { all.push_back(read_row(row).contact); },
            "SELECT c.* " + sql + " ORDER BY " + at + " DESC, c.id DESC LIMIT ?", values);
    return all;
}

std::int64_t count(db::Connection& db, AccountId account, const Figure& figure) {
    const auto of = behind(db, account, figure);
    std::int64_t number = 0;
    db.each([&](const db::Row& row) { number = row.integer("n"); }, "SELECT COUNT(*) AS n " + of.sql, of.values);
    return number;
}

Pulse pulse(db::Connection& db, AccountId account) {
    const auto midnight = swedish_time(swedish_date(now()));
    Pulse pulse;
    const auto oldest = db.one(
        [&](const db::Row& row) {
            pulse.waiting = row.integer("waiting");
            return row.maybe<Timestamp>("oldest");
        },
        "SELECT COUNT(*) AS waiting, MIN(received_at) AS oldest FROM contacts_contact WHERE state = 'waiting' AND answered_at IS NULL "
        "AND " +
            in_units_served,
        account, may_serve.name, now());
    if (oldest && *oldest) pulse.longest_wait_seconds = (now().value - (*oldest)->value) / microseconds_a_second;
    db.one(
        [&](const db::Row& row) {
            pulse.answered_today = row.integer("answered");
            pulse.solved_today = row.integer("solved");
            return 0;
        },
        "SELECT COUNT(*) AS answered, COUNT(*) FILTER (WHERE outcome = 'solved' AND thread = id) AS solved FROM contacts_contact "
        "WHERE ended_at >= ? AND outcome <> 'missed' AND " +
            in_units_served,
        midnight, account, may_serve.name, now());
    return pulse;
}

Sums sums(db::Connection& db, AccountId account, const Period& period) {
    auto sums = db.one(
                      [](const db::Row& row) {
                          return Sums{.contacts = row.integer("contacts"),
                                      .calls = row.integer("calls"),
                                      .missed = row.integer("missed"),
                                      .ended = row.integer("ended"),
                                      .solved = row.integer("solved")};
                      },
                      "SELECT COUNT(*) AS contacts, COUNT(*) FILTER (WHERE channel = 'phone') AS calls, "
                      "COUNT(*) FILTER (WHERE outcome = 'missed') AS missed, "
                      "COUNT(*) FILTER (WHERE outcome IS NOT NULL AND outcome <> 'missed') AS ended, "
                      "COUNT(*) FILTER (WHERE outcome = 'solved' AND thread = id) AS solved "
                      "FROM contacts_contact WHERE received_at >= ? AND received_at < ? AND " +
                          in_units_served,
                      period.from, period.until, account, may_serve.name, now())
                    .value_or(Sums{});
    sums.median_wait_seconds = median(seconds(db, account, period, "received_at", "answered_at"));
    sums.median_talk_seconds = median(seconds(db, account, period, "answered_at", "ended_at"));
    return sums;
}

std::vector<ChannelSum> by_channel(db::Connection& db, AccountId account, const Period& period) {
    return db.all(
        [](const db::Row& row) {
            return ChannelSum{from_name<Channel>(row.text("channel")).value_or(Channel::phone), row.integer("n"), row.integer("solved")};
        },
        "SELECT channel, COUNT(*) AS n, COUNT(*) FILTER (WHERE outcome = 'solved' AND thread = id) AS solved FROM contacts_contact "
        "WHERE received_at >= ? AND received_at < ? AND " +
            in_units_served + " GROUP BY channel ORDER BY n DESC, channel",
        period.from, period.until, account, may_serve.name, now());
}

Resolution resolution(db::Connection& db, AccountId account, const Period& period) {
    return db
        .one(
            [](const db::Row& row) {
                return Resolution{row.integer("known"), row.integer("claimed"), row.integer("kept")};
            },
            "SELECT COUNT(*) AS known, COUNT(*) FILTER (WHERE outcome = 'solved') AS claimed, "
            "COUNT(*) FILTER (WHERE outcome = 'solved' AND " +
                nobody_came_back +
                ") AS kept FROM contacts_contact c WHERE ended_at >= ? AND ended_at < ? AND who IS NOT NULL AND outcome <> 'missed' AND "
                "thread = id AND " +
                in_units_served,
            days_to_come_back * microseconds_a_day, period.from, period.until, account, may_serve.name, now())
        .value_or(Resolution{});
}

}  // namespace contacts
