#pragma once
/// What somebody types about a mandate, and what it becomes.
#include <string>
#include <vector>

#include "engines/mandates/mandates.h"

namespace representatives {

struct MandateForm {
    std::string name{}, number{};  ///< of the other person; of the holder when staff write
    std::string giver_name{}, giver_number{};
    std::string origin{}, source{};
    std::string in{"all"};  ///< "all", "some"
    std::vector<std::string> services{};
    std::string from{}, until{};
    bool opens_earlier = false;
};
MandateForm typed_mandate(const http::Request&);

struct Checked {
    mandates::Someone other;
    mandates::Scope scope;
};
/// By a resident, from today, for ten years when nothing else is said. invalid by field; texts of this area.
Result<Checked> checked(const MandateForm&, const std::vector<std::string>& published, Date today);
/// By staff. A guardian until the child comes of age, a trustee until the appointment is over.
Result<mandates::Registered> checked_by_staff(const MandateForm&, const std::vector<std::string>& published, Date today);

}  // namespace representatives
