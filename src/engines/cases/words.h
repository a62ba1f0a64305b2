#pragma once
/// The limits of what somebody writes in a case, and what is said when they are passed: nothing is cut.
#include <string_view>
#include <vector>

#include "engines/cases/work.h"
#include "foundation/base/result.h"

namespace cases {

/// Characters of a message, a note, or what a decision adds to its letter. (A box of a few lines: longest_words.)
inline constexpr std::size_t longest_text = 5000;

/// Adds an error at `field` when nothing is written (`missing`), or more than `most` characters.
void check_words(std::vector<FieldError>&, std::string_view field, std::string_view words, std::string_view missing,
                 std::size_t most = longest_words);

}  // namespace cases
