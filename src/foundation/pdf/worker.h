#pragma once
/// A child process that is asked and answers in frames over one socket; only the .cpp files of this folder include it.
#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace pdf {

/// Running as long as this value lives; killed with it.
class Worker {
public:
    /// Throws std::runtime_error when the program cannot be started.
    Worker(const std::string& python, const std::string& script);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    using Deadline = std::chrono::steady_clock::time_point;
    enum class State { fine, gone, late };

    State send(std::string_view frame, Deadline);
    /// Nothing when the worker is gone or late; state() says which.
    std::optional<std::string> receive(Deadline);
    State state() const { return state_; }

private:
    bool wait_for(short events, Deadline);
    bool send_bytes(std::string_view, Deadline);
    std::optional<std::string> receive_bytes(std::size_t, Deadline);

    int socket_ = -1;
    pid_t process_ = -1;
    State state_ = State::fine;
};

}  // namespace pdf
