#pragma once
/// The workers' side of the queue.
#include <functional>
#include <set>

#include "foundation/jobs/jobs.h"

namespace jobs {

/// A worker that has not renewed its claim for so long is taken for dead.
inline constexpr std::int64_t lease = 5 * microseconds_a_minute;
inline constexpr std::int64_t finished_are_kept = 7 * microseconds_a_day;

bool has_due(db::Connection&);
/// Takes the job that has been due longest: a queued one, or one whose worker has gone. Never one of `being_done`, which the same program
/// is doing: a clock that jumps ahead makes its claims look old.
std::optional<Job> claim(db::Connection&, std::string_view worker, const std::set<JobId>& being_done = {});
/// These three do nothing when another worker has taken over; false then.
bool finish(db::Connection&, const Job&);
bool fail(db::Connection&, const Job&, std::string_view error);
bool renew(db::Connection&, const Job&);
std::int64_t remove_finished(db::Connection&);

/// Running jobs that certainly nobody does are tried again as failed ones, without waiting for their claim to run out.
std::int64_t try_lost_again(db::Database&, const std::function<bool(const Job&)>& is_lost);
/// After the clock was put back, jobs that were queued or paused by the wrong one wait no longer than they were meant to.
std::int64_t bring_back_from_the_future(db::Database&);

/// How long to wait after a failed attempt: 10 s, 20 s, 40 s … at most 6 h, give or take a fifth so that jobs that failed together
/// do not come back together.
std::int64_t pause_after(int attempt);

}  // namespace jobs
