#pragma once
/// The form of one part of a definition: shown from the table in parts.h, and read by it.
#include "areas/service_builder/parts.h"
#include "engines/pages/pages.h"

namespace service_builder {

/// The fields of a form, with what stands in the part now; languages side by side.
html::Html property_fields(const Context&, std::string_view kind, const yaml::Node& part, const std::vector<FieldError>& errors);

/// "Fråga på svenska", "Fråga (Suomi)".
std::string words_in_language(const Texts&, const LanguageRow&, const std::string& words);

/// The part as the form leaves it: what is emptied is taken away, and what the form does not ask for stays. Its id is not touched. Of a
/// question whose type is another now, what the new type does not know goes.
yaml::Node with_typed(const yaml::Node& part, std::string_view kind, const http::Request&);

/// The name of the input: "letter.heading" of a property, "letter.heading.sv" of its words in a language.
inline constexpr int spare_options = 3;

}  // namespace service_builder
