#include "foundation/jobs/worker_name.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "foundation/base/id.h"
#include "foundation/base/unicode.h"

namespace jobs {
namespace {

/// Process numbers mean the same within one namespace of one machine. "" when that cannot be read.
std::string machine() {
    std::array<char, 256> host{};
    gethostname(host.data(), host.size() - 1);
    std::string id;
    std::ifstream("/etc/machine-id") >> id;
    std::error_code failed;
    const auto processes = std::filesystem::read_symlink("/proc/self/ns/pid", failed);
    if (failed) return {};
    auto name = std::string(host.data()) + "/" + id + "/" + processes.string();
    std::replace(name.begin(), name.end(), ':', '.');
    return name;
}

/// When the process began, in ticks since the machine did; "" when there is none. Numbers are used again, but not at the same time.
std::string began(std::string_view process) {
    std::ifstream file("/proc/" + std::string(process) + "/stat");
    std::string line;
    std::getline(file, line);
    // proc(5): the name in brackets may hold anything; starttime is the 20th word after it.
    const auto after_name = line.rfind(')');
    if (after_name == line.npos) return {};
    const auto words = split(trimmed(std::string_view(line).substr(after_name + 1)), ' ');
    return words.size() > 19 ? std::string(words[19]) : std::string();
}

}  // namespace

std::string new_worker_name() {
    const auto process = std::to_string(getpid());
    return machine() + ":" + process + ":" + began(process) + ":" + std::to_string(new_id());
}

bool has_ended(std::string_view worker) {
    const auto parts = split(worker, ':');
    const auto here = machine();
    if (parts.size() != 4 || here.empty() || parts[0] != here || parts[2].empty()) return false;
    // When not even our own process can be seen, another's absence says nothing.
    if (began(std::to_string(getpid())).empty()) return false;
    return began(parts[1]) != parts[2];
}

}  // namespace jobs
