#pragma once
#include <string>

#include "engines/directories/directories.h"

namespace directories {

/// What the register of organisations says of one who wants to act for an organisation.
struct Signatory {
    enum class State { may_sign, may_not, missing, unreachable, unconnected };
    State state = State::unconnected;
    std::string name{};    ///< of the organisation
    std::string source{};  ///< the name the register gives itself; may be empty
};
/// Whether the person may sign alone (firmatecknare), and the organisation is active. Someone waits: the register is asked for three
/// seconds at most. The caller records what is asked.
Signatory signatory(const Tenant&, std::string_view organisation_number, std::string_view personal_number);

}  // namespace directories
