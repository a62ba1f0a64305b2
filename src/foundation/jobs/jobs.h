#pragma once
/// Work that is done after a commit, and done again when it failed: mail, PDF, archive. The queue is a table in the municipality's
/// database, so a job exists exactly when the change that asked for it does. A job may run more than once (its program can be killed
/// just before it says that it is ready): running it again must do no harm.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/enum_names.h"
#include "foundation/base/id.h"
#include "foundation/base/time.h"
#include "foundation/db/database.h"

namespace jobs {

using JobId = Id<struct JobTag>;

/// dead: failed too often; waits for a person.
enum class State { queued, running, done, dead };

struct Job {
    JobId id;
    std::string name;
    std::string payload;  ///< JSON
    std::string key;      ///< "" for none
    State state = State::queued;
    int attempts = 0;  ///< started so far, this one included
    Timestamp due_at;  ///< queued: not before; running: when another worker takes over
    std::string worker;
    std::string last_error;
    Timestamp enqueued_at;
    std::optional<Timestamp> finished_at;
};

/// After this many attempts, some five hours, a failing job is dead.
inline constexpr int most_attempts = 12;

/// Queues a job inside the caller's write. When `key` is given and a job with that key is queued already, that one's id.
JobId enqueue(db::Connection&, std::string_view name, std::string_view payload_json = "{}", Timestamp not_before = now(),
              std::string_view key = {});
/// Removes the queued job with this key; one that runs already is let be. False when there was none.
bool cancel(db::Connection&, std::string_view key);
/// Removes every queued job of that name; how many. For made-up content, of which nobody is to be told.
std::int64_t cancel_all(db::Connection&, std::string_view name);
/// Makes a dead or waiting job due now, with its attempts counted anew. False when it is neither.
bool retry(db::Connection&, JobId);

struct Filter {
    std::optional<State> state{};
    std::string name{};  ///< "" for every name
};
/// Newest first; the next page begins `after` the last one seen.
std::vector<Job> list(db::Connection&, const Filter& = {}, std::optional<JobId> after = {}, int limit = 50);
std::optional<Job> find(db::Connection&, JobId);

}  // namespace jobs

template <>
inline constexpr EnumNames<jobs::State, 4> names_of<jobs::State>{
    {{jobs::State::queued, "queued"}, {jobs::State::running, "running"}, {jobs::State::done, "done"}, {jobs::State::dead, "dead"}}};
