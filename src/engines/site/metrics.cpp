#include "engines/site/metrics.h"

#include <algorithm>

#include "foundation/base/numbers.h"

namespace site {
namespace {

std::string seconds(std::int64_t microseconds) { return plain_number(static_cast<double>(microseconds) / 1'000'000); }

}  // namespace

std::size_t Metrics::add(std::string_view method, std::string_view path) {
    auto& row = rows_.emplace_back();
    row.method = method;
    row.path = path;
    return rows_.size() - 1;
}

void Metrics::count(std::size_t place, int status, std::int64_t microseconds) {
    auto& row = rows_[place];
    const auto status_class = static_cast<std::size_t>(std::clamp(status / 100, 0, 5));
    row.by_class.at(status_class).fetch_add(1, std::memory_order_relaxed);
    row.all.fetch_add(1, std::memory_order_relaxed);
    row.microseconds.fetch_add(microseconds, std::memory_order_relaxed);
    for (std::size_t i = 0; i < limits.size(); ++i)
        if (microseconds <= limits[i]) row.within[i].fetch_add(1, std::memory_order_relaxed);
}

std::string Metrics::text() const {
    std::string counts = "# HELP torg_requests_total Answered requests.\n# TYPE torg_requests_total counter\n";
    std::string times = "# HELP torg_request_seconds Time to make the answer.\n# TYPE torg_request_seconds histogram\n";
    for (const auto& row : rows_) {
        const auto all = row.all.load(std::memory_order_relaxed);
        if (all == 0) continue;
        const std::string labels = "method=\"" + row.method + "\",route=\"" + row.path + "\"";
        for (std::size_t i = 1; i < row.by_class.size(); ++i)
            if (const auto n = row.by_class[i].load(std::memory_order_relaxed))
                counts += "torg_requests_total{" + labels + ",status=\"" + std::to_string(i) + "xx\"} " + std::to_string(n) + "\n";
        for (std::size_t i = 0; i < limits.size(); ++i)
            times += "torg_request_seconds_bucket{" + labels + ",le=\"" + seconds(limits[i]) + "\"} " +
                     std::to_string(row.within[i].load(std::memory_order_relaxed)) + "\n";
        times += "torg_request_seconds_bucket{" + labels + ",le=\"+Inf\"} " + std::to_string(all) + "\n";
        times += "torg_request_seconds_sum{" + labels + "} " + seconds(row.microseconds.load(std::memory_order_relaxed)) + "\n";
        times += "torg_request_seconds_count{" + labels + "} " + std::to_string(all) + "\n";
    }
    return counts + times;
}

}  // namespace site
