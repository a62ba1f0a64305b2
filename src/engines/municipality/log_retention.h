#pragma once
/// How long the log of who did and read what is kept.
#include <string>

#include "foundation/base/time.h"
#include "foundation/db/database.h"

namespace municipality {

struct LogRetention {
    /// Longer than most cases are kept, so that what was done with them can be looked into afterwards. A municipality decides its own.
    int years = 10;
    std::string ground{};  ///< the decision, "dokumenthanteringsplan KS 1.7"; "" while there is none
    bool operator==(const LogRetention&) const = default;
};
inline constexpr int fewest_log_years = 5, most_log_years = 100;

/// What is not set has the default above.
LogRetention log_retention(db::Connection&);
void save(db::Connection&, const LogRetention&);
/// Entries from before this day may be disposed of: whole months, the whole of these years after them.
Date log_kept_from(const LogRetention&, Date today);

}  // namespace municipality
