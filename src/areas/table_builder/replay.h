#pragma once
/// A version tried on the closed cases of the last year: which of them would have come out otherwise? Done by a job, with how far it has
/// come.
#include <optional>
#include <string>
#include <vector>

#include "engines/area/area.h"
#include "engines/area/case_id.h"
#include "engines/decision_tables/versions.h"

using ReplayId = Id<struct ReplayTag>;

namespace table_builder {

inline constexpr std::string_view replay_job = "table_builder.replay", tidy_job = "table_builder.remove_old_replays";
inline constexpr int most_replayed = 5'000, most_turned_shown = 100;

struct Replay {
    ReplayId id{};
    DecisionTableId table{};
    int version = 0, revision = 0;
    AccountId asked_by{};
    std::string asked_by_name{};
    Timestamp begun_at{};
    std::optional<Timestamp> finished_at{};
    std::int64_t total = 0, done = 0, same = 0, otherwise = 0, left_to_officer = 0, automatic = 0;
};
struct Turned {
    CaseId of{};
    std::string decided;  ///< outcome
    std::string ruling;   ///< key
    int row = 0;
};
/// A case of the list, for somebody who may read it.
struct ShownTurned {
    Turned turned;
    std::string number;
};
struct ShownReplay {
    Replay replay;
    std::vector<ShownTurned> turned{};
    std::int64_t hidden = 0;  ///< of those looked through, that this reader may not see
    bool is_old = false;      ///< the version has been saved since
};

/// Queues it. Of the cases that this member of staff may read in the table's unit and below.
ReplayId begin_replay(db::Connection&, const Visitor&, const decision_tables::Version&);
std::optional<ShownReplay> newest_replay(db::Connection&, const Visitor&, const decision_tables::Version&);

/// The job. Run again it begins anew.
void run_replay(Tenant&, const jobs::Job&);
void remove_old_replays(Tenant&, const jobs::Job&);

}  // namespace table_builder
