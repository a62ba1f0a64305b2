#pragma once
/// How soon the municipality itself wants to be done, by what somebody has answered. Only where no law says when: the caller knows.
#include <map>
#include <string>
#include <string_view>

#include "engines/cases/case.h"
#include "engines/forms/answers.h"
#include "engines/services/service.h"
#include "foundation/db/database.h"

namespace cases {

inline constexpr std::int64_t longest_own_term = 250;  ///< working days: about a year
/// Working days by answer.
using OwnTerms = std::map<std::string, std::int64_t>;

OwnTerms own_terms(db::Connection&, std::string_view service, std::string_view question);
/// In place of all that was there. Each is between 1 and longest_own_term.
void set_own_terms(db::Connection&, std::string_view service, std::string_view question, const OwnTerms&);

/// The day by the municipality's own term for these answers, else by the service's.
std::optional<Date> due_day_of(db::Connection&, const services::Service&, const forms::Answers&, Date from);

}  // namespace cases
