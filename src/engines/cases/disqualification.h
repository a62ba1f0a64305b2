#pragma once
/// Who must not handle a case (jäv). Law: förvaltningslagen 16 § (who is disqualified), 17 § (takes no part), 18 § (says so at once).
#include <optional>
#include <string_view>
#include <vector>

#include "engines/cases/work.h"
#include "engines/forms/answers.h"
#include "foundation/base/enum_names.h"

namespace cases {

/// said: of this one case, by the member of staff.
enum class Closeness { oneself, near, home, said };

/// Why this account must take no part in the case; nothing when it may. A case is about its parties, and the people and addresses in its
/// answers.
std::optional<Closeness> disqualified(db::Connection&, AccountId, CaseId);

/// Somebody or some place that is near to a member of staff. Who it is cannot be read back.
struct CloseOne {
    std::int64_t id = 0;
    Closeness relation{};
    Timestamp made_at{};
};
/// The visitor's own, the first that was said first.
std::vector<CloseOne> close_ones(db::Connection&, const Visitor&);
/// Invalid at "number" for what is no personal number. Said a second time nothing happens.
Result<void> add_close_person(Change&, Closeness relation, std::string_view number);
/// Where one lives. Invalid at "street" or "postcode".
Result<void> add_home(Change&, std::string_view street, std::string_view postcode);
/// not_found for what is another's.
Result<void> remove_close_one(Change&, std::int64_t id);

/// Why goes into a note of the case, which is released when it is the visitor's. Invalid at "why_disqualified" without words.
Result<void> say_disqualified(Change&, CaseId, std::string_view why);

}  // namespace cases

template <>
inline constexpr EnumNames<cases::Closeness, 4> names_of<cases::Closeness> = {{
    {cases::Closeness::oneself, "oneself"},
    {cases::Closeness::near, "near"},
    {cases::Closeness::home, "home"},
    {cases::Closeness::said, "said"},
}};
