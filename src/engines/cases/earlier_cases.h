#pragma once
/// What a ward had applied for before the mandate was given: read by the representative whose mandate opens earlier cases, and only read. A
/// case of a service with secrecy is closed to guardians until an officer opens it, and one where a register has told of protected identity
/// stays closed to them; every other is open until an officer closes it.
#include "engines/cases/work.h"
#include "engines/mandates/wards.h"

namespace cases {

/// The newest first, from the one after `before`; fewer than `count` are the last.
std::vector<Case> earlier_cases(db::Connection&, const Tenant&, const mandates::Ward&, std::optional<CaseId> before, int count);

struct EarlierCase {
    Case values;
    MandateId mandate{};
};
/// not_found for all but the representative of the one who applied in their own name.
Result<EarlierCase> find_earlier(db::Connection&, const Tenant&, const Visitor&, std::string_view number);

/// What an officer has said of the case.
enum class Opening { open, closed };
struct OpenToRepresentatives {
    Opening said{};
    std::string reason, said_by_name;
    Timestamp said_at{};
};
std::optional<OpenToRepresentatives> open_to_representatives(db::Connection&, const Tenant&, const Case&);
/// Invalid at "why_open" without a reason.
Result<void> set_open_to_representatives(Change&, CaseId, Opening, std::string_view reason);
void forget_open_to_representatives(db::Connection&, CaseId);

}  // namespace cases
