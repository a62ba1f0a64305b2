#include "foundation/jobs/jobs.h"

#include "foundation/jobs/row.h"
#include "foundation/jobs/runner.h"

namespace jobs {

static std::optional<JobId> queued_with_key(db::Connection& db, std::string_view key) {
    if (key.empty()) return std::nullopt;
    return db.one([](const db::Row& row) { return row.as<JobId>("id"); },
                  "SELECT id FROM jobs_job WHERE state = 'queued' AND key = ? ORDER BY id LIMIT 1", key);
}

JobId enqueue(db::Connection& db, std::string_view name, std::string_view payload_json, Timestamp not_before, std::string_view key) {
    // Writes are serial on both databases, so nobody can queue the same key between the question and the insert.
    if (const auto queued = queued_with_key(db, key)) return *queued;
    const JobId id{new_id()};
    db.execute("INSERT INTO jobs_job (id, name, payload, key, state, due_at, enqueued_at) VALUES (?, ?, ?, ?, 'queued', ?, ?)", id, name,
               payload_json, key.empty() ? std::optional<std::string_view>{} : key, not_before, now());
    db.after_commit([of = &db.database()] { wake_runners(*of); });
    return id;
}

bool cancel(db::Connection& db, std::string_view key) {
    return db.execute("DELETE FROM jobs_job WHERE state = 'queued' AND key = ?", key) > 0;
}

std::int64_t cancel_all(db::Connection& db, std::string_view name) {
    return db.execute("DELETE FROM jobs_job WHERE state = 'queued' AND name = ?", name);
}

bool retry(db::Connection& db, JobId id) {
    db.after_commit([of = &db.database()] { wake_runners(*of); });
    return db.execute(
               "UPDATE jobs_job SET state = 'queued', attempts = 0, due_at = ?, finished_at = NULL WHERE id = ? AND state IN ('dead', "
               "'queued')",
               now(), id) > 0;
}

std::vector<Job> list(db::Connection& db, const Filter& filter, std::optional<JobId> after, int limit) {
    const auto state = filter.state ? std::optional(to_name(*filter.state)) : std::nullopt;
    const auto name = filter.name.empty() ? std::nullopt : std::optional(filter.name);
    return db.all(job_from,
                  "SELECT * FROM jobs_job WHERE (? IS NULL OR state = ?) AND (? IS NULL OR name = ?) AND (? IS NULL OR id < ?) "
                  "ORDER BY id DESC LIMIT ?",
                  state, state, name, name, after, after, limit);
}

std::optional<Job> find(db::Connection& db, JobId id) { return db.one(job_from, "SELECT * FROM jobs_job WHERE id = ?", id); }

}  // namespace jobs
