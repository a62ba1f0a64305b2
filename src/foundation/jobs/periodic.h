#pragma once
#include <span>

#include "foundation/jobs/jobs.h"

namespace jobs {

/// A job that is queued again and again: every "15 min", every "2 h", or each "day 03:00" Swedish time.
struct Periodic {
    std::string name;
    std::string every;
};

/// When a rhythm next strikes. Intervals are counted from midnight UTC, so that all programs agree.
class Rhythm {
public:
    static std::optional<Rhythm> from(std::string_view every);
    Timestamp next_after(Timestamp) const;

private:
    std::int64_t interval_ = 0;
    std::optional<ClockTime> each_day_at_;
};

/// Throws std::invalid_argument when one has a rhythm that cannot be read.
void require_readable(std::span<const Periodic>);
/// Queues those whose time has come, once for all programs. After a stop a job runs once, however many times it was missed.
void queue_periodic(db::Database&, std::span<const Periodic>);

}  // namespace jobs
