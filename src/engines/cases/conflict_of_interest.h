#pragma once
/// Who must not handle a case (jäv). Law: kommunallagen 7 kap. 4 § makes 6 kap. 28 § (who has one) and 30 § (takes no part, and says so)
/// hold for staff; förvaltningslagen 16–18 §§ say the same of other authorities.
#include <optional>
#include <string_view>
#include <vector>

#include "engines/cases/work.h"
#include "engines/forms/answers.h"
#include "foundation/base/enum_names.h"

namespace cases {

/// said: of this one case, by the member of staff.
enum class ConflictOfInterest { oneself, near, home, said };

/// Why this account must take no part in the case; nothing when it may. A case is about its parties, and the people and addresses in its
/// answers.
std::optional<ConflictOfInterest> conflict_of_interest(db::Connection&, AccountId, CaseId);

/// Somebody or some place that is near to a member of staff. Who it is cannot be read back.
struct CloseOne {
    std::int64_t id = 0;
    ConflictOfInterest relation{};
    Timestamp made_at{};
};
/// The visitor's own, the first that was said first.
std::vector<CloseOne> close_ones(db::Connection&, const Visitor&);
/// Invalid at "number" for what is no personal number. Said a second time nothing happens.
Result<void> add_close_person(Change&, ConflictOfInterest relation, std::string_view number);
/// Where one lives. Invalid at "street" or "postcode".
Result<void> add_home(Change&, std::string_view street, std::string_view postcode);
/// not_found for what is another's.
Result<void> remove_close_one(Change&, std::int64_t id);

/// Why goes into a note of the case, which is released when it is the visitor's. Invalid at "why_conflict" without words.
Result<void> say_conflict(Change&, CaseId, std::string_view why);

}  // namespace cases

template <>
inline constexpr EnumNames<cases::ConflictOfInterest, 4> names_of<cases::ConflictOfInterest> = {{
    {cases::ConflictOfInterest::oneself, "oneself"},
    {cases::ConflictOfInterest::near, "near"},
    {cases::ConflictOfInterest::home, "home"},
    {cases::ConflictOfInterest::said, "said"},
}};
