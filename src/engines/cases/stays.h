#pragma once
/// How long cases stay in each of their states, and how many come and go: figures of a service, from the event log alone.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/cases/case.h"
#include "foundation/base/enum_names.h"
#include "foundation/db/database.h"

namespace cases {

/// Of the service's cases that left the state in a period. `kind` says whose turn it was.
struct TimeInState {
    std::string state, kind;
    std::int64_t stays = 0;
    std::int64_t median = 0, nine_of_ten = 0;  ///< microseconds
};
/// Longest median first; tests are not counted. From the newest five thousand stays that ended then or later.
std::vector<TimeInState> time_in_states(db::Connection&, std::string_view service, Timestamp since);

/// One way of a case through its states, in order; the state it is in now is not there.
struct Stay {
    std::string state, kind;
    Timestamp began_at{}, ended_at{};
};
std::vector<Stay> stays_of(db::Connection&, CaseId);
/// Likewise of many, by the case's id.
std::map<std::int64_t, std::vector<Stay>> stays_of(db::Connection&, const std::vector<CaseId>&);

/// Received at `from` or later and before `to`; tests are not counted.
std::int64_t count_received(db::Connection&, std::string_view service, Timestamp from, Timestamp to);
/// Closed likewise.
std::int64_t count_closed(db::Connection&, std::string_view service, Timestamp from, Timestamp to);

/// What a figure of a service counts, at `from` or later and before `to`.
struct Figure {
    /// stayed: left `state` then.
    enum class What { received, closed, stayed } what = What::closed;
    std::string state{};
    Timestamp from{}, to{};
    std::vector<UnitId> only_in{};  ///< of the cases that are listed; empty: any unit
};
/// How many cases left the state then; tests are not counted.
std::int64_t count_stayed(db::Connection&, std::string_view service, const Figure&);
/// A case behind a figure, as one row of a file: nothing of people.
struct FigureCase {
    CaseId id{};
    std::string number, channel, outcome;
    Timestamp received_at{};
    std::optional<Timestamp> closed_at{};
    std::int64_t waited_for_applicant = 0, stayed = 0;  ///< microseconds; stayed: in the state that is asked about
};
/// Those that this member of staff may read, no tests: the last received or closed first, of a state those that stayed the longest.
std::vector<FigureCase> cases_of_figure(db::Connection&, AccountId, std::string_view service, const Figure&, int limit);

}  // namespace cases

namespace cases::store {

/// The case leaves the state that its row still has.
void end_stay(db::Connection&, CaseId, Timestamp);
void delete_stays(db::Connection&, CaseId);

}  // namespace cases::store

template <>
inline constexpr EnumNames<cases::Figure::What, 3> names_of<cases::Figure::What> = {{
    {cases::Figure::What::received, "received"},
    {cases::Figure::What::closed, "closed"},
    {cases::Figure::What::stayed, "stayed"},
}};
