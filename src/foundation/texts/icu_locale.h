#pragma once
/// Only for this module's .cpp files: ICU's name of a language.
#include <unicode/locid.h>

#include "foundation/texts/texts.h"

namespace texts {

inline icu::Locale locale_of(Language language) {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Locale::forLanguageTag(std::string(row_of(language).locale), status);
}

}  // namespace texts
