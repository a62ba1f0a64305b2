#include "foundation/jobs/periodic.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace jobs {

static std::optional<ClockTime> clock_from(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = whole_number(text.substr(0, 2)), minute = whole_number(text.substr(3));
    if (!hour || !minute || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59) return std::nullopt;
    return ClockTime{static_cast<int>(*hour), static_cast<int>(*minute)};
}

static std::int64_t unit_from(std::string_view word) {
    return word == "min" ? microseconds_a_minute : word == "h" ? microseconds_an_hour : 0;
}

std::optional<Rhythm> Rhythm::from(std::string_view every) {
    const auto words = split(every, ' ');
    if (words.size() != 2) return std::nullopt;
    Rhythm rhythm;
    if (words[0] == "day") {
        rhythm.each_day_at_ = clock_from(words[1]);
        return rhythm.each_day_at_ ? std::optional(rhythm) : std::nullopt;
    }
    rhythm.interval_ = whole_number(words[0]).value_or(0) * unit_from(words[1]);
    return rhythm.interval_ > 0 && rhythm.interval_ <= microseconds_a_day ? std::optional(rhythm) : std::nullopt;
}

Timestamp Rhythm::next_after(Timestamp time) const {
    if (!each_day_at_) return {(time.value / interval_ + 1) * interval_};
    Date day = swedish_date(time);
    for (;; ++day.days) {
        const auto strike = swedish_time(day, each_day_at_->hour, each_day_at_->minute);
        if (strike > time) return strike;
    }
}

void require_readable(std::span<const Periodic> periodic) {
    for (const auto& [name, every] : periodic)
        if (!Rhythm::from(every))
            throw std::invalid_argument("periodic job " + name + ": write \"15 min\", \"2 h\" or \"day 03:00\", not \"" + every + "\"");
}

namespace {
struct Standing {
    std::string every;
    Timestamp next_at;
};
}  // namespace

static std::map<std::string, Standing> standings(db::Connection& db) {
    std::map<std::string, Standing> found;
    db.each(
        [&](const db::Row& row) {
            found[row.text("name")] = {row.text("every"), row.as<Timestamp>("next_at")};
        },
        "SELECT name, every, next_at FROM jobs_periodic", {});
    return found;
}

static bool needs_nothing(const std::map<std::string, Standing>& all, const Periodic& periodic) {
    const auto found = all.find(periodic.name);
    if (found == all.end() || found->second.every != periodic.every) return false;
    // Later than it strikes next: set by a clock that was ahead.
    return found->second.next_at > now() && found->second.next_at <= Rhythm::from(periodic.every).value().next_after(now());
}

static void queue_one(db::Connection& db, const Periodic& periodic, const Standing* standing) {
    if (standing && standing->every == periodic.every && standing->next_at <= now())
        enqueue(db, periodic.name, "{}", now(), "periodic:" + periodic.name);
    db.execute(
        "INSERT INTO jobs_periodic (name, every, next_at) VALUES (?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET every = excluded.every, next_at = excluded.next_at",
        periodic.name, periodic.every, Rhythm::from(periodic.every).value().next_after(now()));
}

void queue_periodic(db::Database& db, std::span<const Periodic> wanted) {
    if (wanted.empty()) return;
    const auto seen = db.read(standings);
    const auto needs_nothing_now = [&](const Periodic& periodic) { return needs_nothing(seen, periodic); };
    if (std::all_of(wanted.begin(), wanted.end(), needs_nothing_now)) return;
    db.write([&](db::Connection& c) {
        const auto current = standings(c);
        for (const Periodic& periodic : wanted) {
            if (needs_nothing(current, periodic)) continue;
            const auto found = current.find(periodic.name);
            queue_one(c, periodic, found == current.end() ? nullptr : &found->second);
        }
    });
}

}  // namespace jobs
