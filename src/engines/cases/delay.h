#pragma once
/// Telling the applicant that the decision will be late. Law: FL 11 §: who judges that a decision will be considerably delayed tells the
/// party so, and why.
#include "engines/cases/work.h"

namespace cases {

/// Whether it is time to judge: the day we hold ourselves to is near or past, or the usual time is over, and the applicant has not been
/// told of a later day. Never while we wait for the applicant.
bool is_time_to_tell_of_delay(db::Connection&, const Tenant&, const Case&, Date today);
/// The words that an officer begins with, in the applicant's language.
std::string usual_delay_reason(const Tenant&, const Case&);
inline constexpr std::size_t longest_delay_reason = 2'000;  ///< characters
/// Failures: invalid (day, reason), conflict when nobody here is working on the case.
Result<void> tell_of_delay(Change&, CaseId, Date expected_on, std::string_view reason);

}  // namespace cases
