#include "engines/municipality/watch_limits.h"

#include "engines/municipality/settings.h"
#include "foundation/base/numbers.h"

namespace municipality {

static constexpr std::string_view failed_sign_ins = "watch_failed_sign_ins", cases_opened = "watch_cases_opened";

WatchLimits watch_limits(db::Connection& db) {
    WatchLimits limits;
    limits.failed_sign_ins = whole_number(setting(db, failed_sign_ins)).value_or(limits.failed_sign_ins);
    limits.cases_opened = whole_number(setting(db, cases_opened)).value_or(limits.cases_opened);
    return limits;
}

void save(db::Connection& db, const WatchLimits& limits) {
    set(db, failed_sign_ins, std::to_string(limits.failed_sign_ins));
    set(db, cases_opened, std::to_string(limits.cases_opened));
}

}  // namespace municipality
