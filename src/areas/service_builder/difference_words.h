#pragma once
/// The difference between two definitions in plain words.
#include "areas/service_builder/draft.h"
#include "engines/pages/pages.h"

namespace service_builder {

/// "Frågan ”Vad heter barnet?”", and "Rubrik på svenska" of what stands in it.
struct PlaceWords {
    std::string part;
    std::string property;  ///< empty: the part itself
};
/// Named by the document where the part is to be found.
PlaceWords place_words(const Texts&, const services::Path&, const yaml::Node& document);

/// A value as it may be read by anybody: the words themselves, yes or no, else as YAML.
std::string value_words(const Texts&, const yaml::Node&);

/// One line: what is added, removed, moved or changed, and from what to what.
html::Html difference_line(const Texts&, const services::Difference&, const yaml::Node& before, const yaml::Node& after);

}  // namespace service_builder
