#pragma once
/// Letters and decisions are written in Swedish or English, also to who reads the web in a further language: the law's words are Swedish.
#include "foundation/texts/texts.h"

inline Language language_on_paper(Language read) { return is_further(read) ? Language::sv : read; }
