#pragma once
/// A work list that an officer has saved, with its own columns.
#include <optional>
#include <string>
#include <vector>

#include "engines/cases/find.h"
#include "foundation/base/enum_names.h"
#include "foundation/http/message.h"

using SearchId = Id<struct SearchTag>;

namespace case_desk {

enum class Column { service, state, due, officer, received, unit, came_by };

/// What is asked of a list, as it stands in its address.
struct Asked {
    cases::Filter::Whose whose = cases::Filter::Whose::all;
    std::string service{}, state_kind{};
    std::optional<UnitId> unit{};
    std::string due{};  ///< "", "snart" (late or within three working days) or "sen"
};
cases::Filter filter_of(const Asked&, Date today);
/// "tjanst=…&lage=…&enhet=…&tid=…", without what is not asked; for addresses.
std::string query_of(const Asked&);
Asked asked_in(const http::Fields&, cases::Filter::Whose);

struct SavedSearch {
    SearchId id{};
    AccountId account{};
    std::string name;
    std::optional<UnitId> shared_with{};
    Asked asked{};
    std::vector<Column> columns{};
};

inline constexpr std::size_t longest_search_name = 60;
/// Says what is wrong with its name, or with whom it is shared.
std::vector<FieldError> problems_of(db::Connection&, AccountId, const SavedSearch&);

}  // namespace case_desk

template <>
inline constexpr EnumNames<cases::Filter::Whose, 6> names_of<cases::Filter::Whose> = {{
    {cases::Filter::Whose::mine, "mine"},
    {cases::Filter::Whose::unassigned, "unassigned"},
    {cases::Filter::Whose::all, "all"},
    {cases::Filter::Whose::to_approve, "to_approve"},
    {cases::Filter::Whose::watched, "watched"},
    {cases::Filter::Whose::person_asked, "person_asked"},
}};

template <>
inline constexpr EnumNames<case_desk::Column, 7> names_of<case_desk::Column> = {{
    {case_desk::Column::service, "service"},
    {case_desk::Column::state, "state"},
    {case_desk::Column::due, "due"},
    {case_desk::Column::officer, "officer"},
    {case_desk::Column::received, "received"},
    {case_desk::Column::unit, "unit"},
    {case_desk::Column::came_by, "came_by"},
}};
