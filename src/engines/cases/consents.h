#pragma once
/// What a party has said yes to of free will (dataskyddsförordningen art. 7), and how it is taken back.
#include <string_view>
#include <vector>

#include "engines/cases/work.h"

namespace cases {

struct Consent {
    std::string field;  ///< of the form
    forms::Words label{}, purpose{};
    bool given = false;  ///< false: said no, or has taken it back
};
/// Those that were asked for and answered.
std::vector<Consent> consents(const services::Service&, const Case&);

/// Also of a closed case. Who works with the case sees it as a message. Failures: not_found (no such consent), conflict (not given, or the
/// case is erased).
Result<void> take_back_consent(Change&, CaseId, std::string_view field);

}  // namespace cases
