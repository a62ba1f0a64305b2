#pragma once
/// A program that looks at what strangers have sent: without a shell, our environment, our open files or much of the machine.
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pdf {

struct ProcessLimits {
    std::chrono::milliseconds time{10'000};
    int cpu_seconds = 8;
    std::size_t memory = std::size_t{1} << 30;  ///< bytes of address space
    std::size_t output = std::size_t{20} << 20;
};

enum class Ended { by_itself, late, too_much_output, not_started };

struct Ran {
    Ended ended = Ended::not_started;
    int code = -1;  ///< what it exited with; -1 when a signal ended it
    std::string output, errors;
};

/// `program` is an absolute path. It can write no file, and read its standard input: that descriptor, or nothing. The descriptors in
/// `others` keep their numbers: as_path() names them.
Ran run_limited(const std::string& program, const std::vector<std::string>& arguments, const ProcessLimits& = {},
                std::optional<int> input = {}, const std::vector<int>& others = {});
/// A descriptor as a path, for the program that has it.
std::string as_path(int descriptor);

}  // namespace pdf
