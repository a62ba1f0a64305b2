#include "engines/site/pace.h"

#include <algorithm>

#include "foundation/http/proxies.h"

namespace site {

/// Somebody with more addresses than this makes everybody begin anew: memory is not theirs to fill.
static constexpr std::size_t most_households = 100'000;

double Pace::left_now(const Household& household, Timestamp at) const {
    const auto minutes = static_cast<double>(at.value - household.at.value) / static_cast<double>(microseconds_a_minute);
    return std::min(writes_a_minute_, household.left + std::max(0.0, minutes) * writes_a_minute_);
}

void Pace::forget_the_rested(Timestamp at) {
    std::erase_if(households_, [&](const auto& entry) { return left_now(entry.second, at) >= writes_a_minute_; });
    if (households_.size() >= most_households) households_.clear();
}

bool Pace::may_write(std::string_view client_address) {
    auto household = http::household_of(client_address);
    if (writes_a_minute_ <= 0 || household.empty()) return true;
    const auto at = now();
    const std::lock_guard lock(guard_);
    if (households_.size() >= most_households) forget_the_rested(at);
    auto [entry, is_new] = households_.try_emplace(std::move(household), Household{writes_a_minute_, at});
    const double left = left_now(entry->second, at);
    entry->second = {left >= 1 ? left - 1 : left, at};
    return left >= 1;
}

}  // namespace site
