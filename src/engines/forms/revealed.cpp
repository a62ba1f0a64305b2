#include <algorithm>

#include "engines/forms/fill.h"

namespace forms {
namespace {

/// An item of a group that only stands there to be filled in says nothing.
bool says_something(const Answer* answer) {
    if (!answer || answer->is_empty()) return false;
    if (answer->groups().empty()) return true;
    return std::ranges::any_of(answer->groups(), [](const Answers& item) {
        return std::ranges::any_of(item.all(), [](const auto& inside) { return !inside.second.is_empty(); });
    });
}

}  // namespace

std::vector<std::string> revealed(const Form& form, const Page& page, const Answers& answers, const std::vector<std::string_view>& unseen) {
    if (unseen.empty()) return {};
    const auto scope = scope_of(form, answers);
    std::vector<std::string> found;
    const auto is_unseen = [&](const std::string& name) { return std::ranges::find(unseen, name) != unseen.end(); };
    const auto consider = [&](const Field& field, const std::string& name, const Answer* answer) {
        if (field.type != FieldType::calculated && is_unseen(name) && !says_something(answer)) found.push_back(name);
    };
    for (const auto& field : page.fields) {
        if (!is_shown(form, page, field, scope)) continue;
        const auto* answer = answers.find(field.id);
        consider(field, field.id, answer);
        if (!answer || is_unseen(field.id)) continue;  // a group that is new is shown with all that is in it
        for (std::size_t i = 0; i < answer->groups().size(); ++i)
            for (const auto& inner : field.fields)
                if (is_shown_in_group(field, i, inner, scope))
                    consider(inner, field.id + "." + std::to_string(i) + "." + inner.id, answer->groups()[i].find(inner.id));
    }
    return found;
}

}  // namespace forms
