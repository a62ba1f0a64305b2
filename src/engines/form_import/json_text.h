#pragma once
/// Texts of foreign forms, which may be numbers, or objects with a text a language.
#include <optional>
#include <string>

#include "engines/form_import/html_text.h"
#include "engines/form_import/logic.h"
#include "engines/forms/words.h"
#include "foundation/json/json.h"

namespace form_import {

/// A text, or a number or truth written as one; "" for the rest.
std::string raw_text(const json::Value&);
/// In Swedish and English where the form has them; one language stands for both.
forms::Words label_of(const json::Value&);
forms::Words markdown_words(const json::Value&);
/// Also of "500"; nothing when it is none, or beyond what a form can mean.
std::optional<double> number_of(const json::Value&);
bool is_yes(const json::Value&);  ///< true or "true"
Logic constant_of(const json::Value&);

}  // namespace form_import
