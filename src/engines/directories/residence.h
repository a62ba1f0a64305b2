#pragma once
/// Where somebody is registered, by the population register. Blocks: for jobs.
#include "engines/directories/directories.h"

namespace directories {

struct Residence {
    /// withheld: the register says that the person is protected; unclear: it says of that what cannot be understood.
    enum class State { found, withheld, unclear, unknown, unreachable };
    State state = State::unknown;
    forms::Address address{};  ///< when found
};
/// An address only when the register says outright that the person is not protected; withheld when it says anything else of that.
Residence residence_of(const Tenant&, const std::string& personal_number);

}  // namespace directories
