#pragma once
#include <string>
#include <vector>

#include "foundation/base/result.h"

namespace pdf {

/// The pages of all of them in one document, by qpdf. unavailable when it is missing, or finds a document broken.
Result<std::string> join(const std::vector<std::string>& documents);

}  // namespace pdf
