#pragma once
/// How a case stands, for whoever knows its number and the year a party was born: state and day, and nothing else.
#include <string>
#include <string_view>

#include "areas/my_pages/opened_case.h"

namespace my_pages {

struct StatusForm {
    std::string number{}, year{};
};
/// The number as it is written, however it was typed: guesses at it are counted together.
std::string number_meant(std::string_view typed);
/// Four digits; nothing when that is not what was typed.
std::optional<std::string> birth_year(std::string_view typed);
/// The case. not_found when there is none, when no party was born that year, when it is erased, and when its service hides all that there
/// is (OSL): one answer for all, so that nobody learns which numbers exist, or of whom.
Result<OpenedCase> case_by_birth_year(db::Connection&, const Tenant&, const StatusForm&);

}  // namespace my_pages
