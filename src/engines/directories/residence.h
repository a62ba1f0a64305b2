#pragma once
/// Where somebody is registered, by the population register. Blocks: for jobs.
#include "engines/directories/directories.h"

namespace directories {

bool has_population_register(const Tenant&);

struct Residence {
    /// withheld: protected, as the register says outright. unclear: it says something else of that, which nobody here understands.
    /// unknown: it says nothing of it, has no whole address, or no such person who is alive and registered.
    enum class State { found, withheld, unclear, unknown, unreachable };
    State state = State::unknown;
    forms::Address address{};  ///< when found
};
/// An address only when the register says outright that the person is not protected.
Residence residence_of(const Tenant&, const std::string& personal_number);

}  // namespace directories
