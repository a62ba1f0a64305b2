#pragma once
/// What the island "form" needs to show, demand and calculate while someone answers.
#include "engines/forms/page_rules.h"
#include "foundation/html/html.h"
#include "foundation/texts/texts.h"

namespace forms {

/// The page's rules and the words about what they change, inside the form; nothing when no rule follows the page's answers.
html::Html rules_in_time(const Texts&, const PageRules&);

}  // namespace forms
