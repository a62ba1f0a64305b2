#include "foundation/jobs/queue.h"

#include <algorithm>
#include <random>

#include "foundation/base/unicode.h"
#include "foundation/jobs/row.h"

namespace jobs {

static constexpr std::size_t longest_error = 500;
static constexpr std::string_view stopped_in_the_middle = "the program stopped in the middle of the last attempt";
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

static std::optional<JobId> longest_due(db::Connection& db, const std::set<JobId>& but_not = {}) {
    const auto due = db.all([](const db::Row& row) { return row.as<JobId>("id"); },
                            "SELECT id FROM jobs_job WHERE state IN ('queued', 'running') AND due_at <= ? ORDER BY due_at, id LIMIT ?",
                            now(), but_not.size() + 1);
    const auto found = std::find_if(due.begin(), due.end(), [&](JobId id) { return !but_not.contains(id); });
    return found == due.end() ? std::nullopt : std::optional(*found);
}

static bool bury(db::Connection& db, const Job& job, std::string_view error) {
    return db.execute(
               "UPDATE jobs_job SET state = 'dead', last_error = ?, finished_at = ? "
               "WHERE id = ? AND state = 'running' AND worker = ? AND attempts = ?",
               error, now(), job.id, job.worker, job.attempts) > 0;
}

bool has_due(db::Connection& db) { return longest_due(db).has_value(); }

std::optional<Job> claim(db::Connection& db, std::string_view worker, const std::set<JobId>& being_done) {
    while (const auto due = longest_due(db, being_done)) {
        const auto before = db.one(job_from, "SELECT * FROM jobs_job WHERE id = ?", *due);
        // A job that takes its program down with it must not do so for ever.
        if (before->attempts >= most_attempts) {
            bury(db, *before, stopped_in_the_middle);
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

static std::vector<Job> running(db::Connection& db) {
    return db.all(job_from, "SELECT * FROM jobs_job WHERE state = 'running' ORDER BY id");
}

std::int64_t try_lost_again(db::Database& database, const std::function<bool(const Job&)>& is_lost) {
    auto lost = database.read(running);
    std::erase_if(lost, [&](const Job& job) { return !is_lost(job); });
    if (lost.empty()) return 0;
    return database.write([&](db::Connection& db) {
        return std::count_if(lost.begin(), lost.end(), [&](const Job& job) { return fail(db, job, stopped_in_the_middle); });
    });
}

std::int64_t bring_back_from_the_future(db::Database& database) {
    // The clock cannot have been right where a job is from tomorrow, or waits longer than any that we let wait. Clocks of several programs
    // on one database may differ a little.
    const std::string where =
        " WHERE state IN ('queued', 'running') AND (enqueued_at > ? OR (state = 'running' AND due_at > ?) OR (attempts > 0 AND due_at > "
        "?))";
    const auto today = now(), soon = today + microseconds_a_minute;
    const auto latest_claim = soon + lease, latest_pause = soon + longest_pause + longest_pause / 5;
    const auto count = database.read(
        [&](db::Connection& db) { return db.number("SELECT COUNT(*) AS n FROM jobs_job" + where, soon, latest_claim, latest_pause); });
    if (count == 0) return 0;
    return database.write([&](db::Connection& db) {
        return db.execute(
            "UPDATE jobs_job SET enqueued_at = ?, due_at = CASE WHEN state = 'running' THEN ? WHEN attempts > 0 THEN ? "
            "ELSE ? + due_at - enqueued_at END" +
                where,
            today, today + lease, today, today, soon, latest_claim, latest_pause);
    });
}

std::int64_t pause_after(int attempt) {
    thread_local std::minstd_rand chance{std::random_device{}()};
    const auto pause = std::min(first_pause << std::min(attempt - 1, 20), longest_pause);
    return pause + std::uniform_int_distribution<std::int64_t>(-pause / 5, pause / 5)(chance);
}

}  // namespace jobs
