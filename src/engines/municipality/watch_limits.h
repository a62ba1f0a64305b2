#pragma once
/// From how many an hour somebody is told that something is out of the ordinary.
#include <cstdint>

#include "foundation/db/database.h"

namespace municipality {

struct WatchLimits {
    std::int64_t failed_sign_ins = 50;  ///< of staff, all together; 0 watches nothing
    std::int64_t cases_opened = 250;    ///< different ones, by one member of staff
    bool operator==(const WatchLimits&) const = default;
};
/// What is not set has the default above.
WatchLimits watch_limits(db::Connection&);
void save(db::Connection&, const WatchLimits&);

}  // namespace municipality
