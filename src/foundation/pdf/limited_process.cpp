#include "foundation/pdf/limited_process.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>

namespace pdf {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_errors = 64u << 10;
constexpr int could_not_begin = 127;

struct Pipe {
    int read = -1, write = -1;
    Pipe() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pdf: no pipe for a process");
        read = ends[0];
        write = ends[1];
    }
    ~Pipe() {
        ::close(read);
        close_write();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    void close_write() {
        if (write >= 0) ::close(write);
        write = -1;
    }
};

/// All that the child needs, made before fork(): after it, memory must not be allocated.
struct Start {
    std::vector<char*> arguments;
    std::array<char*, 4> environment;
    const ProcessLimits& limits;
    int input, output, errors;
    const std::vector<int>& others;
};

bool limit(int resource, rlim_t most) {
    const rlimit value{most, most};
    return ::setrlimit(static_cast<__rlimit_resource>(resource), &value) == 0;
}

/// All but these end when the program begins.
bool keep_only(const std::vector<int>& others) {
    if (::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) != 0) return false;
    for (const int descriptor : others)
        if (::fcntl(descriptor, F_SETFD, 0) != 0) return false;
    return true;
}

[[noreturn]] void become(const Start& start) {
    const bool is_walled = limit(RLIMIT_AS, start.limits.memory) && limit(RLIMIT_CPU, static_cast<rlim_t>(start.limits.cpu_seconds)) &&
                           limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0);
    const bool is_joined =
        ::dup2(start.input, 0) == 0 && ::dup2(start.output, 1) == 1 && ::dup2(start.errors, 2) == 2 && keep_only(start.others);
    if (is_walled && is_joined) ::execve(start.arguments[0], start.arguments.data(), start.environment.data());
    ::_exit(could_not_begin);
}

pid_t begin(const std::string& program, const std::vector<std::string>& arguments, const ProcessLimits& limits, const Pipe& output,
            const Pipe& errors, std::optional<int> input, const std::vector<int>& others) {
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    std::vector<std::string> words = {program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::string path = "PATH=/usr/bin:/bin", locale = "LANG=C.UTF-8", home = "HOME=/nonexistent";
    Start start{{}, {path.data(), locale.data(), home.data(), nullptr}, limits, input.value_or(null), output.write, errors.write, others};
    for (auto& word : words) start.arguments.push_back(word.data());
    start.arguments.push_back(nullptr);
    const pid_t process = ::fork();
    if (process == 0) become(start);
    ::close(null);
    return process;
}

int milliseconds_until(Clock::time_point deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return static_cast<int>(std::max<std::int64_t>(0, left));
}

/// False when the pipe has ended.
bool read_some(int from, std::string& into, std::size_t most) {
    char bytes[65536];
    const auto count = ::read(from, bytes, sizeof bytes);
    if (count < 0) return errno == EINTR || errno == EAGAIN;
    if (into.size() <= most) into.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
}

Ended listen_to(Ran& ran, const Pipe& output, const Pipe& errors, const ProcessLimits& limits, Clock::time_point deadline) {
    std::array<pollfd, 2> pipes = {pollfd{output.read, POLLIN, 0}, pollfd{errors.read, POLLIN, 0}};
    while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
        const int ready = ::poll(pipes.data(), pipes.size(), milliseconds_until(deadline));
        if (ready == 0) return Ended::late;
        if (ready < 0) continue;
        if (pipes[0].revents && !read_some(pipes[0].fd, ran.output, limits.output)) pipes[0].fd = -1;
        if (pipes[1].revents && !read_some(pipes[1].fd, ran.errors, longest_errors)) pipes[1].fd = -1;
        if (ran.output.size() > limits.output) return Ended::too_much_output;
    }
    return Ended::by_itself;
}

/// Its exit status, when it ends in time.
Ended wait_for(pid_t process, int& status, Clock::time_point deadline) {
    for (;;) {
        const auto found = ::waitpid(process, &status, WNOHANG);
        if (found == process) return Ended::by_itself;
        if (milliseconds_until(deadline) == 0) return Ended::late;
        ::poll(nullptr, 0, 2);
    }
}

}  // namespace

Ran run_limited(const std::string& program, const std::vector<std::string>& arguments, const ProcessLimits& limits,
                std::optional<int> input, const std::vector<int>& others) {
    Pipe output, errors;
    const auto deadline = Clock::now() + limits.time;
    const auto process = begin(program, arguments, limits, output, errors, input, others);
    if (process < 0) return {};
    output.close_write();
    errors.close_write();
    Ran ran;
    int status = 0;
    ran.ended = listen_to(ran, output, errors, limits, deadline);
    if (ran.ended == Ended::by_itself) ran.ended = wait_for(process, status, deadline);
    if (ran.ended != Ended::by_itself) {
        ::kill(process, SIGKILL);
        while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {}
        return ran;
    }
    if (WIFEXITED(status)) ran.code = WEXITSTATUS(status);
    if (ran.code == could_not_begin) ran.ended = Ended::not_started;
    return ran;
}

std::string as_path(int descriptor) { return "/proc/self/fd/" + std::to_string(descriptor); }

}  // namespace pdf
