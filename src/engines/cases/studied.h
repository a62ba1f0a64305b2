#pragma once
/// The cases of a study, from the event log alone: how long each took, on whom it waited, and how often staff did something in it.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/cases/case.h"
#include "foundation/db/database.h"

namespace cases {

struct StudiedCase {
    CaseId id{};
    std::string number;
    Timestamp received_at{};
    std::optional<Timestamp> closed_at{};   ///< nothing while it is open
    std::int64_t waited_for_applicant = 0;  ///< microseconds
    std::int64_t deeds = 0;                 ///< events by staff
};
struct Studied {
    std::vector<StudiedCase> cases{};
    bool is_cut = false;  ///< there are more than `limit`
};
/// The service's cases received at `from` or later and before `to` that this member of staff may read, open ones too, no tests, in order of
/// receiving.
Studied studied(db::Connection&, AccountId, std::string_view service, Timestamp from, Timestamp to, int limit);

}  // namespace cases
