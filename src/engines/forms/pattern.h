#pragma once
/// Patterns that a text must have: the part of regular expressions that forms from everywhere have in common. The same words are told in
/// ui/rules/pattern.ts. No pattern takes long, whatever is typed: it is walked through once.
#include <optional>
#include <string_view>

namespace forms {

/// Letters, `.`, `[a-z]`, `[^a-z]`, `\d \w \s` and their opposites, `( )`, `(?: )`, `|`, `? * + {2} {2,} {2,4}`. A `^` first and a `$` last
/// say nothing: the whole text must fit.
bool is_pattern(std::string_view);
/// Nothing when the pattern cannot be read.
std::optional<bool> matches(std::string_view text, std::string_view pattern);

/// ISO 13616: country, two check digits and the account, with a remainder of 1 by 97. Spaces do not count.
bool is_iban(std::string_view);

}  // namespace forms
