#pragma once
/// One's own children as choices above the two boxes of a question of a child. Only the .cpp files of this folder include it.
#include "engines/forms/inputs.h"

namespace forms {

/// `boxes` where name and number are typed, with the choices above; only the boxes when there is nobody to choose.
html::Html own_children(const Texts&, const Inputs&, const Field& question, const std::string& prefix, const Answers&,
                        const OfferedChildren&, const html::Html& boxes);

}  // namespace forms
