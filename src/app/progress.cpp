#include "app/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace app {

static std::int64_t milliseconds() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Progress::Progress(std::string what) : what_(std::move(what)), is_watched_(isatty(STDERR_FILENO) != 0), began_(milliseconds()) {}

Progress::~Progress() {
    if (last_shown_ > 0) std::fputs("\n", stderr);
}

void Progress::show(std::int64_t done, std::int64_t all) {
    const auto time = milliseconds();
    if (!is_watched_ || time - began_ < 1000 || (time - last_shown_ < 100 && done < all)) return;
    last_shown_ = time;
    const std::int64_t width = 30, filled = all > 0 ? done * width / all : 0;
    std::string bar(static_cast<std::size_t>(filled), '#');
    bar.resize(static_cast<std::size_t>(width), '.');
    std::fputs(fmt::format("\r{} [{}] {} of {}", what_, bar, done, all).c_str(), stderr);
    std::fflush(stderr);
}

}  // namespace app
