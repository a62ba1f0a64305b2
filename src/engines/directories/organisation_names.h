#pragma once
#include <string>
#include <vector>

#include "engines/directories/directories.h"

namespace directories {

/// Where an organisation's number is answered but not its name, the name is taken from the connected register; gives the inputs that were
/// filled in. A name that someone wrote stands. The one exception from asking in jobs alone (docs/decisions/006): someone waits, so that a
/// page asks for a second at most, and a register that is away is left alone for a minute. What is asked is an audit entry before it is.
std::vector<std::string> fill_in_organisation_names(const Tenant&, const Visitor& by, const std::vector<forms::Field>&, forms::Answers&);

}  // namespace directories
