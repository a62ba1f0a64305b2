#pragma once
#include <string>
#include <string_view>

namespace jobs {

/// Another name each time, so that a claim of a program that was restarted is not taken for its own. Says on which machine and in which
/// process the worker is.
std::string new_worker_name();
/// True when the worker was on this machine and its process is certainly gone; false when it lives, or nobody can tell.
bool has_ended(std::string_view worker);

}  // namespace jobs
