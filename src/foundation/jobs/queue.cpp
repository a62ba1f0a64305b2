#include "foundation/jobs/queue.h"

#include <algorithm>
#include <random>

#include "foundation/base/unicode.h"
#include "foundation/jobs/row.h"

namespace jobs {

static constexpr std::size_t longest_error = 500;
static constexpr std::int64_t first_pause = 10 * microseconds_a_second;
static constexpr std::int64_t longest_pause = 6 * microseconds_an_hour;

Job job_from(const db::Row& row) {
    return {
        .id = row.as<JobId>("id"),
        .name = row.text("name"),
        .payload = row.text("payload"),
        .key = row.text("key"),
        .state = from_name<State>(row.text("state")).value(),
        .attempts = static_cast<int>(row.integer("attempts")),
        .due_at = row.as<Timestamp>("due_at"),
        .worker = row.text("worker"),
        .last_error = row.text("last_error"),
        .enqueued_at = row.as<Timestamp>("enqueued_at"),
        .finished_at = row.maybe<Timestamp>("finished_at"),
    };
}

static std::optional<JobId> longest_due(db::Connection& db) {
    return db.one([](const db::Row& row) { return row.as<JobId>("id"); },
                  "SELECT id FROM jobs_job WHERE state IN ('queued', 'running') AND due_at <= ? ORDER BY due_at, id LIMIT 1", now());
}

static bool bury(db::Connection& db, const Job& job, std::string_view error) {
    return db.execute(
               "UPDATE jobs_job SET state = 'dead', last_error = ?, finished_at = ? "
               "WHERE id = ? AND state = 'running' AND worker = ? AND attempts = ?",
               error, now(), job.id, job.worker, job.attempts) > 0;
}

bool has_due(db::Connection& db) { return longest_due(db).has_value(); }

std::optional<Job> claim(db::Connection& db, std::string_view worker) {
    while (const auto due = longest_due(db)) {
        const auto before = db.one(job_from, "SELECT * FROM jobs_job WHERE id = ?", *due);
        // A job that takes its program down with it must not do so for ever.
        if (before->attempts >= most_attempts) {
            bury(db, *before, "the program stopped in the middle of the last attempt");
            continue;
        }
        return db.one(job_from,
                      "UPDATE jobs_job SET state = 'running', attempts = attempts + 1, worker = ?, due_at = ? WHERE id = ? RETURNING *",
                      worker, now() + lease, *due);
    }
    return std::nullopt;
}

bool finish(db::Connection& db, const Job& job) {
    return db.execute(
               "UPDATE jobs_job SET state = 'done', finished_at = ? WHERE id = ? AND state = 'running' AND worker = ? AND attempts = ?",
               now(), job.id, job.worker, job.attempts) > 0;
}

bool fail(db::Connection& db, const Job& job, std::string_view error) {
    const std::string said = is_utf8(error) ? first_characters(error, longest_error) : "an error that is not text";
    if (job.attempts >= most_attempts) return bury(db, job, said);
    return db.execute(
               "UPDATE jobs_job SET state = 'queued', last_error = ?, due_at = ? WHERE id = ? AND state = 'running' AND worker = ? AND "
               "attempts = ?",
               said, now() + pause_after(job.attempts), job.id, job.worker, job.attempts) > 0;
}

bool renew(db::Connection& db, const Job& job) {
    return db.execute("UPDATE jobs_job SET due_at = ? WHERE id = ? AND state = 'running' AND worker = ? AND attempts = ?", now() + lease,
                      job.id, job.worker, job.attempts) > 0;
}

std::int64_t remove_finished(db::Connection& db) {
    return db.execute("DELETE FROM jobs_job WHERE state = 'done' AND finished_at < ?", now() - finished_are_kept);
}

std::int64_t pause_after(int attempt) {
    thread_local std::minstd_rand chance{std::random_device{}()};
    const auto pause = std::min(first_pause << std::min(attempt - 1, 20), longest_pause);
    return pause + std::uniform_int_distribution<std::int64_t>(-pause / 5, pause / 5)(chance);
}

}  // namespace jobs
