#include "engines/contacts/forecast.h"

#include <algorithm>
#include <cmath>

#include "engines/contacts/rows.h"
#include "engines/flows/calendar.h"

namespace contacts {
namespace {

constexpr std::int64_t days_a_week = 7, days_looked_back = 3 * 366;
constexpr std::size_t most_like_days = 24;  // the latest of a name; more of them say nothing new

std::vector<SpecialDay> special_until(db::Connection& db, Date today) {
    return special_days(db, Date{today.days - days_looked_back}, Date{today.days - 1});
}

/// Looked for among twice as many weeks.
std::vector<Date> ordinary_before(const std::vector<SpecialDay>& special, Date today, Date day, int weeks) {
    const auto is_ordinary = [&](Date then) {
        return flows::is_working_day(then) == flows::is_working_day(day) &&
               std::ranges::none_of(special, [&](const SpecialDay& one) { return one.has(then); });
    };
    auto then = Date{day.days - days_a_week};
    while (then >= today) then.days -= days_a_week;
    std::vector<Date> found;
    for (int week = 0; week < 2 * weeks && std::ssize(found) < weeks; ++week, then.days -= days_a_week)
        if (is_ordinary(then)) found.push_back(then);
    return found;
}

/// The calls of one account's units, day by day, and which days say something about others.
class History {
public:
    /// Knows what was called before `today`.
    History(db::Connection& db, AccountId account, Date today)
        : db_(db),
          account_(account),
          today_(today),
          special_(special_days(db, Date{today.days - days_looked_back}, Date{today.days - 1})) {}

    const std::vector<SpecialDay>& special() const { return special_; }
    std::vector<Date> ordinary_before(Date day, int weeks) const { return contacts::ordinary_before(special_, today_, day, weeks); }

    /// The days of that name, latest first.
    std::vector<Date> days_of(const std::string& name) const {
        std::vector<Date> found;
        for (const auto& special : special_)
            for (auto day = std::min(special.last, Date{today_.days - 1}); special.name == name && day >= special.first; --day.days)
                found.push_back(day);
        if (found.size() > most_like_days) found.resize(most_like_days);
        return found;
    }
    std::int64_t calls(Date day) const {
        return db_.number("SELECT COUNT(*) AS n FROM contacts_contact WHERE " + is_call_then, swedish_time(day),
                          swedish_time(Date{day.days + 1}), account_, may_serve.name, now());
    }
    double usual(Date day, int weeks) const {
        const auto like = ordinary_before(day, weeks);
        double sum = 0;
        for (const auto then : like) sum += static_cast<double>(calls(then));
        return like.empty() ? 0 : sum / static_cast<double>(like.size());
    }
    void add_to(Day& sums, Date day, double weight) const {
        const auto at = db_.all([](const db::Row& row) { return row.as<Timestamp>("received_at"); },
                                "SELECT received_at FROM contacts_contact WHERE " + is_call_then, swedish_time(day),
                                swedish_time(Date{day.days + 1}), account_, may_serve.name, now());
        for (const auto one : at) {
            const auto clock = swedish_clock(one);
            sums.at((static_cast<std::size_t>(clock.hour) * 2) + (static_cast<std::size_t>(clock.minute) / 30)) += weight;
        }
    }

private:
    inline static const std::string is_call_then = "channel = 'phone' AND received_at >= ? AND received_at < ? AND " + in_units_served;
    db::Connection& db_;
    AccountId account_;
    Date today_;
    std::vector<SpecialDay> special_;
};

Effect effect_of(const History& history, const std::string& name, int weeks) {
    Effect effect{.name = name};
    double calls = 0, usual = 0;
    for (const auto day : history.days_of(name)) {
        const auto expected = history.usual(day, weeks);
        if (expected == 0) continue;
        ++effect.days;
        calls += static_cast<double>(history.calls(day));
        usual += expected;
    }
    if (effect.days > 0) effect.times = calls / usual;
    return effect;
}

/// The share of calls that wait longer than that: 1 when they come faster than they are answered.
double share_that_waits(int staff, double load, double longest_seconds, double talk_seconds) {
    if (staff <= load) return 1;
    double term = 1, sum = 1;
    for (int n = 1; n < staff; ++n) sum += term *= load / n;
    const double busy = term * load / staff * staff / (staff - load);
    return busy / (sum + busy) * std::exp(-(staff - load) * longest_seconds / talk_seconds);
}

}  // namespace

std::vector<Date> days_behind(db::Connection& db, Date day, int weeks) {
    const auto today = swedish_date(now());
    return ordinary_before(special_until(db, today), today, day, weeks);
}

Forecast forecast(db::Connection& db, AccountId account, Date day, int weeks) {
    const History history(db, account, swedish_date(now()));
    const auto like = history.ordinary_before(day, weeks);
    Forecast made{.weeks = static_cast<int>(like.size())};
    for (const auto then : like) history.add_to(made.calls, then, 1.0 / static_cast<double>(like.size()));
    for (const auto& special : special_days(db, day, day)) {
        made.effects.push_back(effect_of(history, special.name, weeks));
        for (auto& calls : made.calls) calls *= made.effects.back().times;
    }
    return made;
}

std::vector<DayCounted> counted_special_days(db::Connection& db, AccountId account, Date today, int weeks) {
    const History history(db, account, today);
    std::vector<DayCounted> counted;
    for (const auto& special : history.special()) {
        if (special.last >= today) continue;  // goes on
        DayCounted one{.day = special};
        for (auto day = special.first; day <= special.last; ++day.days) {
            one.calls += history.calls(day);
            one.usual += history.usual(day, weeks);
        }
        counted.push_back(std::move(one));
    }
    return counted;
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
