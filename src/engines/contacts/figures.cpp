#include "engines/contacts/figures.h"

#include <algorithm>
#include <cmath>

#include "engines/identity/roles.h"

namespace contacts {
namespace {

const std::string in_units_served = identity::in_units_of("unit");

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

}  // namespace

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
            "COUNT(*) FILTER (WHERE outcome = 'solved' AND NOT EXISTS (SELECT 1 FROM contacts_contact later WHERE later.who = c.who AND "
            "later.subject = c.subject AND later.received_at > c.ended_at AND later.received_at <= c.ended_at + ?)) AS kept "
            "FROM contacts_contact c WHERE ended_at >= ? AND ended_at < ? AND who IS NOT NULL AND outcome <> 'missed' AND thread = id "
            "AND " +
                in_units_served,
            days_to_come_back * microseconds_a_day, period.from, period.until, account, may_serve.name, now())
        .value_or(Resolution{});
}

Day forecast(db::Connection& db, AccountId account, Date day, int weeks) {
    Day calls{};
    for (int week = 1; week <= weeks; ++week) {
        const Date then{day.days - 7 * week};
        const auto at =
            db.all([](const db::Row& row) { return row.as<Timestamp>("received_at"); },
                   "SELECT received_at FROM contacts_contact WHERE channel = 'phone' AND received_at >= ? AND received_at < ? AND " +
                       in_units_served,
                   swedish_time(then), swedish_time(Date{then.days + 1}), account, may_serve.name, now());
        for (const auto one : at) {
            const auto clock = swedish_clock(one);
            calls[(static_cast<std::size_t>(clock.hour) * 2) + (static_cast<std::size_t>(clock.minute) / 30)] += 1.0 / weeks;
        }
    }
    return calls;
}

/// The share of calls that wait longer than that: 1 when they come faster than they are answered.
static double share_that_waits(int staff, double load, double longest_seconds, double talk_seconds) {
    if (staff <= load) return 1;
    double term = 1, sum = 1;
    for (int n = 1; n < staff; ++n) sum += term *= load / n;
    const double busy = term * load / staff * staff / (staff - load);
    return busy / (sum + busy) * std::exp(-(staff - load) * longest_seconds / talk_seconds);
}

int staff_needed(double calls_a_half_hour, double talk_seconds) {
    constexpr double longest_seconds = 60, most_that_wait = 0.2, seconds_a_half_hour = 1800;
    constexpr int most_staff = 500;
    if (calls_a_half_hour <= 0 || talk_seconds <= 0) return 0;
    const double load = calls_a_half_hour * talk_seconds / seconds_a_half_hour;
    int staff = 1;
    while (staff < most_staff && share_that_waits(staff, load, longest_seconds, talk_seconds) > most_that_wait) ++staff;
    return staff;
}

}  // namespace contacts
