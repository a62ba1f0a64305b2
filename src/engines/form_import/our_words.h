#pragma once
#include <string_view>
#include <vector>

#include "engines/forms/words.h"
#include "foundation/texts/texts.h"

namespace form_import {

/// What an import itself writes into a definition, in both languages.
forms::Words our_words(std::string_view key, const std::vector<texts::Value>& values = {});

}  // namespace form_import
