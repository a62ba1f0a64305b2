#include "engines/municipality/log_retention.h"

#include "engines/municipality/settings.h"
#include "foundation/base/numbers.h"

namespace municipality {

static constexpr std::string_view years = "log_years", ground = "log_ground";

LogRetention log_retention(db::Connection& db) {
    LogRetention kept;
    kept.years = static_cast<int>(whole_number(setting(db, years)).value_or(kept.years));
    kept.ground = setting(db, ground);
    return kept;
}

void save(db::Connection& db, const LogRetention& kept) {
    set(db, years, std::to_string(kept.years));
    set(db, ground, kept.ground);
}

Date log_kept_from(const LogRetention& kept, Date today) {
    const auto day = civil(today);
    return *date_from(day.year - kept.years, day.month, 1);
}

}  // namespace municipality
