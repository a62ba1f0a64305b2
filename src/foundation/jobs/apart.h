#pragma once
#include <functional>
#include <string_view>

namespace jobs {

/// A piece of a job that must not stop the pieces after it: false when it threw, which the technical log says. A database that is away
/// stops the job.
bool done_apart(std::string_view job_name, const std::function<void()>& piece);

}  // namespace jobs
