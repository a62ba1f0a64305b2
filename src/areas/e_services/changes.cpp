#include "areas/e_services/changes.h"

#include <algorithm>

namespace e_services {
namespace {

bool same_options(const forms::Field& a, const forms::Field& b) {
    return std::equal(a.options.begin(), a.options.end(), b.options.begin(), b.options.end(),
                      [](const forms::Option& one, const forms::Option& other) { return one.value == other.value; });
}

bool has_same_inside(const forms::Field& a, const forms::Field& b) {
    return std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(),
                      [](const forms::Field& one, const forms::Field& other) {
                          return one.id == other.id && one.type == other.type && same_options(one, other);
                      });
}

bool takes_same_answers(const forms::Field& a, const forms::Field& b) {
    return a.type == b.type && a.shape == b.shape && same_options(a, b) && has_same_inside(a, b);
}

}  // namespace

Changes changes_between(const forms::Form& before, const forms::Form& now) {
    Changes changes;
    for (const auto& page : now.pages)
        for (const auto& field : page.fields) {
            if (!field.asks()) continue;
            const auto* old = before.field(field.id);
            if (!old) changes.added.push_back(field.id);
            else if (!takes_same_answers(*old, field) || !(old->label == field.label)) changes.changed.push_back(field.id);
        }
    for (const auto& page : before.pages)
        for (const auto& field : page.fields)
            if (field.asks() && !now.field(field.id)) changes.gone.push_back({page.id, field.label});
    return changes;
}

forms::Answers still_fitting(const forms::Answers& answers, const forms::Form& before, const forms::Form& now) {
    forms::Answers fitting;
    for (const auto& [id, answer] : answers.all()) {
        const auto *old = before.field(id), *field = now.field(id);
        if (old && field && takes_same_answers(*old, *field)) fitting.set(id, answer);
    }
    return fitting;
}

}  // namespace e_services
