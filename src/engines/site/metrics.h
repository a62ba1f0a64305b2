#pragma once
/// Counts requests without slowing them: atomics, one row for each route.
#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace site {

class Metrics {
public:
    /// Before the first request; its place.
    std::size_t add(std::string_view method, std::string_view path);
    void count(std::size_t place, int status, std::int64_t microseconds);
    /// Prometheus text format 0.0.4.
    std::string text() const;

private:
    static constexpr std::array<std::int64_t, 9> limits{1'000, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 5'000'000};
    struct Row {
        std::string method, path;
        std::array<std::atomic<std::int64_t>, 6> by_class{};  ///< [2] is 2xx
        std::array<std::atomic<std::int64_t>, limits.size()> within{};
        std::atomic<std::int64_t> all = 0, microseconds = 0;
    };
    std::deque<Row> rows_;
};

}  // namespace site
