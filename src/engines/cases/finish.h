#pragma once
/// Cases that end without a decision: something is done, and whoever reported it may say that it is not.
#include <string_view>
#include <vector>

#include "engines/cases/work.h"

namespace cases {

/// The officer's transition that closes the case, with words and pictures for the parties. Nobody is told here: the caller knows how.
/// conflict when the flow says no.
Result<void> finish(Change&, CaseId, std::string_view transition, std::string_view words, const std::vector<forms::FileAnswer>& = {});

/// The applicant's transition "reopen": open again at the same unit and officer, with a new deadline. conflict when the flow says no.
Result<void> reopen(Change&, CaseId, std::string_view words);

}  // namespace cases
