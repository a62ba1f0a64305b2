#include "engines/forms/spoken.h"

#include <algorithm>

namespace forms {

bool speaks(const Field& field, Language language) {
    if (!is_further(language)) return true;
    if (field.part_of && !speaks(*field.part_of, language)) return false;
    const auto all = {&field.label, &field.hint, &field.why, &field.text, &field.unit, &field.item, &field.part, &field.terms.purpose};
    return std::ranges::all_of(all, [&](const Words* words) { return words->speaks(language); }) &&
           std::ranges::all_of(field.options,
                               [&](const Option& option) { return option.label.speaks(language) && option.hint.speaks(language); }) &&
           std::ranges::all_of(field.fields, [&](const Field& inner) { return speaks(inner, language); });
}

}  // namespace forms
