#pragma once
#include <string>

namespace db {

/// "" for a libpq connection string that keeps what it carries to itself: by a socket, to this machine, or with a proved certificate
/// (sslmode=verify-full). Else what is wrong with it and what to write.
std::string problem_of_connection(const std::string& connection);

}  // namespace db
