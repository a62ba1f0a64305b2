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

std::vector<int> outer_needs_of(const FieldIndex& index, int place, Required required) {
    const auto& places = index.places();
    std::vector<int> needs;
    const auto add = [&](int of) {
        for (const int need : needs_of(index, of, required)) {
            const auto* group = places[static_cast<std::size_t>(need)].group;
            needs.push_back(group ? index.find(group->id, nullptr) : need);
        }
    };
    add(place);
    const auto* field = places[static_cast<std::size_t>(place)].field;
    for (std::size_t inner = static_cast<std::size_t>(place) + 1; inner < places.size() && places[inner].group == field; ++inner)
        add(static_cast<int>(inner));
    return needs;
}

namespace {

/// Depth first along what each field needs, without recursion: a definition may be a long chain.
class Walk {
public:
    explicit Walk(const FieldIndex& index) : index_(index), is_begun_(index.places().size()) {}

    std::vector<int> order() {
        for (std::size_t start = 0; start < is_begun_.size(); ++start) {
            if (is_begun_[start] || index_.places()[start].group) continue;
            enter(static_cast<int>(start));
            while (!way_.empty()) step();
        }
        return std::move(order_);
    }

private:
    struct Step {
        int place;
        std::vector<int> needs;
        std::size_t next = 0;
    };

    void enter(int place) {
        is_begun_[static_cast<std::size_t>(place)] = true;
        way_.push_back({place, outer_needs_of(index_, place, Required::not_counted)});
    }

    void step() {
        auto& now = way_.back();
        if (now.next < now.needs.size()) {
            const int need = now.needs[now.next++];
            if (!is_begun_[static_cast<std::size_t>(need)]) enter(need);
            return;
        }
        order_.push_back(now.place);
        way_.pop_back();
    }

    const FieldIndex& index_;
    std::vector<bool> is_begun_;
    std::vector<Step> way_{};
    std::vector<int> order_{};
};

}  // namespace

std::vector<int> settling_order(const FieldIndex& index) { return Walk(index).order(); }

}  // namespace forms
