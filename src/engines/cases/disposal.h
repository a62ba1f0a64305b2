#pragma once
/// Disposal (gallring): what is due is listed, an archivist approves the list, and then the keys of its cases are destroyed. A list that is
/// done is the report. A hold keeps a case.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/area.h"
#include "engines/cases/case.h"
#include "engines/cases/work.h"

using DisposalListId = Id<struct DisposalListTag>;

namespace cases {

/// Lets staff approve the disposal of a unit's cases, and hold them. Declared by the area disposal.
inline constexpr Permission may_dispose{"cases.dispose"};

/// So many cases stand on a list at most: one person shall be able to look at each.
inline constexpr int most_on_a_list = 100;

struct DisposalList {
    DisposalListId id{};
    UnitId unit{};
    Timestamp made_at{};
    std::optional<Timestamp> approved_at{}, done_at{};
    std::string approved_by_name{};
    std::int64_t listed = 0, disposed = 0, kept = 0;  ///< lines: still to be disposed of, disposed of, fallen out
    std::int64_t answers = 0;                         ///< lines that are of single answers (answer_disposal.h): all, or none
};

enum class LineResult { listed, disposed, held, not_due };
struct DisposalLine {
    CaseId of{};
    std::string number, service;
    Timestamp closed_at{};
    Date dispose_on{};
    std::string ground;  ///< "Fyllinge: dokumenthanteringsplan BUN 4.2"
    std::int64_t documents = 0;
    LineResult result = LineResult::listed;
    std::optional<Timestamp> at{};  ///< of the result
};

/// Puts every case that is due, is not held and stands on no list on one: lists of one unit each.
void propose_disposal(Tenant&);
/// Lists of the units where this account may dispose: those that wait first, then the newest.
std::vector<DisposalList> disposal_lists(db::Connection&, AccountId, int limit);
std::int64_t count_waiting_lists(db::Connection&, AccountId);
/// not_found where the right is missing.
Result<DisposalList> find_disposal_list(db::Connection&, AccountId, DisposalListId);
std::vector<DisposalLine> lines_of(db::Connection&, DisposalListId);

/// From here on the list's cases are disposed of, by a job. Failures: not_found, conflict (approved already).
Result<void> approve_disposal(Change&, DisposalListId);
/// Destroys the keys of the cases on an approved list, one by one, and writes what came of each. May run again.
void dispose_approved(Tenant&, DisposalListId);

struct Hold {
    CaseId of{};
    std::string number, service;
    Timestamp at{};
    std::string by_name, reason;
};
/// Held cases of the units where this account may dispose, newest first.
std::vector<Hold> holds(db::Connection&, const Tenant&, AccountId, int limit);
/// not_found where the case is not held, or the right is missing.
Result<Hold> find_hold(db::Connection&, const Tenant&, AccountId, std::string_view number);
/// Keeps a case from disposal, whatever list it stands on. Failures: not_found (no such case, no right), invalid, conflict (held or
/// disposed of already).
Result<void> hold(Change&, std::string_view number, std::string_view reason);
/// From the next list on the case may be disposed of. Failures: not_found, invalid, conflict (not held).
Result<void> end_hold(Change&, std::string_view number, std::string_view reason);

/// Whether the person is party to a case that is not disposed of.
bool has_cases(db::Connection&, PersonId);

/// Whether the log still says who did and read what of this: as long as the case is there, and with it those who may ask.
bool keeps_log(db::Connection&, std::string_view subject_kind, std::int64_t subject);

/// After a restore of an old backup: cases whose keys were destroyed since then lose the rest that the backup brought back, and the people
/// who are party to nothing else. How many cases.
std::int64_t finish_disposals(Tenant&);

}  // namespace cases

template <>
inline constexpr EnumNames<cases::LineResult, 4> names_of<cases::LineResult> = {{
    {cases::LineResult::listed, "listed"},
    {cases::LineResult::disposed, "disposed"},
    {cases::LineResult::held, "held"},
    {cases::LineResult::not_due, "not_due"},
}};
