#pragma once
/// Only for this module's .cpp files: ICU's name of a language.
#include <unicode/locid.h>

#include "foundation/texts/texts.h"

namespace texts {

inline icu::Locale locale_of(Language language) { return language == Language::sv ? icu::Locale("sv", "SE") : icu::Locale("en", "GB"); }

}  // namespace texts
