#pragma once
#include <cstdint>
#include <string>

namespace app {

/// A bar on the terminal's error stream for work that takes longer than a second; silent when nobody watches.
class Progress {
public:
    explicit Progress(std::string what);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void show(std::int64_t done, std::int64_t all);

private:
    std::string what_;
    bool is_watched_;
    std::int64_t began_;
    std::int64_t last_shown_ = 0;
};

}  // namespace app
