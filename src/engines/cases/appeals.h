#pragma once
/// An appeal that came another way than by the case itself, as a letter or among what somebody thinks.
#include "engines/cases/find.h"
#include "engines/cases/work.h"

namespace cases {

struct AppealBroughtIn {
    Timestamp received_at{};  ///< when it came to the municipality. Law: förvaltningslagen 22 and 44 §§: that day counts.
    std::string text{};       ///< says who it is from
    std::vector<forms::FileAnswer> files{};
};

/// Whether the decision is sent, and the flow takes an appeal now.
bool can_be_appealed(const Change&, const Case&);
/// By a member of staff, for whoever appeals: it stands in the case and in the register as received. conflict when it cannot be.
Result<void> bring_in_appeal(Change&, CaseId, const AppealBroughtIn&);

}  // namespace cases
