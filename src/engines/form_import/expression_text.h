#pragma once
/// Conditions of the XGov form builder that are written as text, in the language of expr-eval: "applicant.age >= 18 and not (x == 'a')".
#include <string_view>
#include <tl/expected.hpp>

#include "engines/form_import/say.h"

namespace form_import {

tl::expected<Logic, Unsayable> parse_expression(std::string_view text);

}  // namespace form_import
