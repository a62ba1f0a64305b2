#pragma once
/// What a ward had applied for before the mandate: read by the representative whose mandate opens earlier cases, and only read. A case of a
/// service with secrecy is closed to guardians until an officer opens it; every other is open until an officer closes it.
#include "engines/cases/work.h"
#include "engines/mandates/wards.h"

namespace cases {

/// The newest first.
std::vector<Case> earlier_cases(db::Connection&, const Tenant&, const mandates::Ward&);

struct EarlierCase {
    Case values;
    MandateId mandate{};
};
/// not_found for all but the representative of the one who applied in their own name.
Result<EarlierCase> find_earlier(db::Connection&, const Tenant&, const Visitor&, std::string_view number);

/// What an officer has said of the case.
struct OpenToRepresentatives {
    bool is_open = false;
    std::string reason, said_by_name;
    Timestamp said_at{};
};
std::optional<OpenToRepresentatives> open_to_representatives(db::Connection&, const Tenant&, const Case&);
/// Invalid at "why_open" without a reason.
Result<void> set_open_to_representatives(Change&, CaseId, bool is_open, std::string_view reason);
void forget_open_to_representatives(db::Connection&, CaseId);

}  // namespace cases
