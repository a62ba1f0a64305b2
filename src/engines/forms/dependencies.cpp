#include "engines/forms/dependencies.h"

namespace forms {

FieldIndex::FieldIndex(const Form& form) {
    for (const auto& page : form.pages)
        for (const auto& field : page.fields) {
            places_.push_back({field.id, &page, nullptr, &field});
            if (!field.is_group()) continue;
            for (const auto& inner : field.fields) places_.push_back({field.id + "." + inner.id, &page, &field, &inner});
        }
    for (std::size_t i = 0; i < places_.size(); ++i) by_name_.emplace(places_[i].name, static_cast<int>(i));
}

int FieldIndex::find(std::string_view name, const Field* group) const {
    if (group)
        if (const auto own = by_name_.find(group->id + "." + std::string(name)); own != by_name_.end()) return own->second;
    const auto found = by_name_.find(std::string(name));
    return found == by_name_.end() ? -1 : found->second;
}

std::vector<int> needs_of(const FieldIndex& index, int number, Required required) {
    const auto& place = index.places()[static_cast<std::size_t>(number)];
    std::vector<int> needs;
    const auto add = [&](const Rule& rule, const Field* group) {
        for (const auto& name : names(rule))
            if (const int found = index.find(name, group); found >= 0) needs.push_back(found);
    };
    add(place.page->show_if, nullptr);
    if (place.group) add(place.group->show_if, nullptr);
    add(place.field->show_if, place.group);
    add(place.field->value, place.group);
    if (required == Required::counted) add(place.field->required, place.group);
    return needs;
}

}  // namespace forms
