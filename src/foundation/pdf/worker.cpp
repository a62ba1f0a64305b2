#include "foundation/pdf/worker.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <stdexcept>

namespace pdf {

static constexpr std::uint32_t longest_frame = 512u << 20;

static pid_t start(const std::string& python, const std::string& script, int its_socket) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, its_socket, 0);
    posix_spawn_file_actions_adddup2(&actions, its_socket, 1);
    // WeasyPrint's warnings name what stands in the letter: not for the log.
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    // A worker that outlives a killed program must not hold its port and its visitors' connections.
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    // Of our environment the worker gets nothing: there may be passwords in it.
    std::string isolated = "-I", command = "-c", program = python, text = script;
    char* arguments[] = {program.data(), isolated.data(), command.data(), text.data(), nullptr};
    std::string path = "PATH=/usr/bin:/bin", locale = "LANG=C.UTF-8", home = "HOME=/nonexistent", cache = "XDG_CACHE_HOME=/tmp";
    char* environment[] = {path.data(), locale.data(), home.data(), cache.data(), nullptr};
    pid_t process = -1;
    const int problem = posix_spawn(&process, python.c_str(), &actions, nullptr, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    return problem == 0 ? process : -1;
}

Worker::Worker(const std::string& python, const std::string& script) {
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) throw std::runtime_error("pdf: no socket for the worker");
    process_ = start(python, script, pair[1]);
    ::close(pair[1]);
    socket_ = pair[0];
    if (process_ >= 0) return;
    ::close(socket_);
    throw std::runtime_error("pdf: " + python + " cannot be started");
}

Worker::~Worker() {
    ::close(socket_);
    ::kill(process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {}
}

bool Worker::wait_for(short events, Deadline deadline) {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        pollfd waiting{.fd = socket_, .events = events, .revents = 0};
        const int ready = left > 0 ? ::poll(&waiting, 1, static_cast<int>(left)) : 0;
        if (ready > 0) return true;
        if (ready < 0 && errno == EINTR) continue;
        state_ = State::late;
        return false;
    }
}

bool Worker::send_bytes(std::string_view bytes, Deadline deadline) {
    while (!bytes.empty()) {
        if (!wait_for(POLLOUT, deadline)) return false;
        const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (count < 0) {
            state_ = State::gone;
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

std::optional<std::string> Worker::receive_bytes(std::size_t size, Deadline deadline) {
    std::string bytes(size, '\0');
    std::size_t got = 0;
    while (got < size) {
        if (!wait_for(POLLIN, deadline)) return {};
        const auto count = ::recv(socket_, bytes.data() + got, size - got, MSG_DONTWAIT);
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (count <= 0) {
            state_ = State::gone;
            return {};
        }
        got += static_cast<std::size_t>(count);
    }
    return bytes;
}

Worker::State Worker::send(std::string_view frame, Deadline deadline) {
    const std::uint32_t length = htonl(static_cast<std::uint32_t>(frame.size()));
    if (send_bytes({reinterpret_cast<const char*>(&length), sizeof length}, deadline)) send_bytes(frame, deadline);
    return state_;
}

std::optional<std::string> Worker::receive(Deadline deadline) {
    const auto head = receive_bytes(4, deadline);
    if (!head) return {};
    std::uint32_t length;
    head->copy(reinterpret_cast<char*>(&length), sizeof length);
    length = ntohl(length);
    if (length > longest_frame) {
        state_ = State::gone;
        return {};
    }
    return receive_bytes(length, deadline);
}

}  // namespace pdf
