#pragma once
#include <string>
#include <vector>

#include "engines/directories/directories.h"

namespace directories {

/// Where an organisation's number is answered but not its name, the name is taken from the connected register; gives the inputs that were
/// filled in. A name that someone wrote stands, and a register that is away changes nothing. Blocks while the register answers.
std::vector<std::string> fill_in_organisation_names(const Tenant&, const std::vector<forms::Field>&, forms::Answers&);

}  // namespace directories
