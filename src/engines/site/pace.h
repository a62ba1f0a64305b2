#pragma once
/// How fast one household may write to the town hall: quicker than any people type, slower than a flood (ASVS 11.1.3, 11.1.4).
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "foundation/base/time.h"

namespace site {

class Pace {
public:
    /// A household may write so much at once, and gets as much again in a minute. 0: no limit.
    explicit Pace(int writes_a_minute) : writes_a_minute_(writes_a_minute) {}
    /// Counts one write when it is let through. This machine itself is never held back.
    bool may_write(std::string_view client_address);

private:
    struct Household {
        double left = 0;
        Timestamp at{};
    };
    double left_now(const Household&, Timestamp) const;
    void forget_the_rested(Timestamp);

    const double writes_a_minute_;
    std::mutex guard_;
    std::unordered_map<std::string, Household> households_;
};

}  // namespace site
