#pragma once
/// Disposal of the log itself: what is older than the municipality keeps it is listed by month, an archivist approves the list, it is
/// removed, and the rest of the chain can still be verified. A list that is done is the report.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/audit/audit.h"
#include "foundation/base/id.h"
#include "foundation/base/result.h"

using LogListId = Id<struct LogListTag>;

namespace audit {

/// Whether what the log says of this must stay, however old it is.
using Stays = std::function<bool(db::Connection&, std::string_view subject_kind, std::int64_t subject)>;

struct LogList {
    LogListId id{};
    Timestamp made_at{};
    Date before{};         ///< entries from before this day
    std::string ground{};  ///< as the municipality has written it; "" for the one that the program knows
    std::optional<Timestamp> approved_at{}, done_at{};
    std::string approved_by_name{};
    std::int64_t due = 0, removed = 0;
};
struct LogMonth {
    Date month{};  ///< its first day
    std::int64_t first_seq = 0, last_seq = 0;
    std::int64_t entries = 0, stays = 0;  ///< when the list was made
    std::int64_t removed = 0;
    std::optional<Timestamp> at{};  ///< of the removal
};

/// Lists what is due, when something is and no list waits.
void propose_removal(db::Database&, Date before, std::string_view ground, const Stays&);
/// Those that wait first, then the newest.
std::vector<LogList> log_lists(db::Connection&, int limit);
std::int64_t count_waiting_log_lists(db::Connection&);
Result<LogList> find_log_list(db::Connection&, LogListId);
/// The oldest first.
std::vector<LogMonth> months_of(db::Connection&, LogListId);

/// Failures: conflict (approved already). The caller queues remove_approved.
Result<void> approve_removal(db::Connection&, const Visitor&, LogListId);
/// Removes an approved list's entries, a month at a time, each with the new anchor in one write. What must stay now stays, whatever the
/// list said. May run again. Throws when the log is not whole: what is missing would never be seen again.
void remove_approved(db::Database&, LogListId, const Stays&);

/// What has been removed so far.
struct Removed {
    std::int64_t entries = 0;
    std::int64_t until = 0;  ///< the chain is read from the entry after this one
    std::string approved_by_name{};
    Timestamp at{};  ///< of the latest removal
};
/// Nothing while the log is as it was written.
std::optional<Removed> removed(db::Connection&);

}  // namespace audit
