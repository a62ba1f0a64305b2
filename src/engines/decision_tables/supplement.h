#pragma once
/// A row may lead to a question to the applicant (komplettering) instead of a decision. It is proposed and never sent by itself: help comes
/// first, and whether something is needed is to be judged (FL 20 and 23 §§, docs/decisions/015).
#include <string_view>

#include "engines/services/service.h"

namespace decision_tables {

/// The outcome of such a row, as in a service's own proposals.
inline constexpr std::string_view asks_supplement = "supplement";
/// Whether cases of the service may wait for their applicant.
bool may_ask_supplement(const services::Service&);

}  // namespace decision_tables
