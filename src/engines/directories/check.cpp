#include "engines/directories/check.h"

#include <algorithm>

#include "engines/forms/problem.h"
#include "foundation/base/unicode.h"

namespace directories {
namespace {

using enum Parameter;
using forms::FieldType;
using forms::ValueType;

constexpr Question all_questions[] = {
    {"population.registered_here", Directory::population, ValueType::truth, {person}, 1, 1},
    {"population.lives_at", Directory::population, ValueType::truth, {person, address}, 2, 2},
    {"population.guardian_of", Directory::population, ValueType::truth, {person, person}, 2, 2},
    {"property.exists", Directory::property, ValueType::truth, {property}, 1, 1},
    {"property.owned_by", Directory::property, ValueType::truth, {property, owner, owner}, 2, 3},
    {"organisation.is_active", Directory::organisation, ValueType::truth, {organisation}, 1, 1},
    {"map.distance", Directory::map, ValueType::number, {address, place}, 2, 2},
};

std::vector<FieldType> types_of(Parameter parameter) {
    switch (parameter) {
        case person: return {FieldType::personal_number};
        case owner: return {FieldType::personal_number, FieldType::organisation_number};
        case address: return {FieldType::address};
        case property: return {FieldType::property};
        case organisation: return {FieldType::organisation_number};
        case place: return {FieldType::choice, FieldType::text};
    }
    return {};
}

std::string names(const std::vector<FieldType>& types) {
    std::vector<std::string> all;
    for (const auto type : types) all.emplace_back(to_name(type));
    return joined(all, ", ");
}

/// Every field outside groups, with those of the contact page.
std::vector<std::string> field_ids(const forms::Form& form) {
    std::vector<std::string> ids;
    for (const auto& page : form.pages)
        for (const auto& field : page.fields) ids.push_back(field.id);
    return ids;
}

}  // namespace

std::span<const Question> questions() { return all_questions; }

const Question* question_named(std::string_view name) {
    const auto found = std::ranges::find(all_questions, name, &Question::name);
    return found == std::end(all_questions) ? nullptr : found;
}

tl::expected<Check, CheckProblem> parse_check(std::string_view written) {
    const auto text = trimmed(written);
    const auto open = text.find('(');
    if (open == text.npos || !text.ends_with(')')) return tl::unexpected(CheckProblem{"problem_check_shape", {std::string(text)}});
    Check check{std::string(trimmed(text.substr(0, open))), {}};
    for (const auto field : split(text.substr(open + 1, text.size() - open - 2), ',')) check.fields.emplace_back(trimmed(field));
    const auto* question = question_named(check.question);
    if (!question) {
        std::vector<std::string> known;
        for (const auto& each : all_questions) known.emplace_back(each.name);
        return tl::unexpected(
            CheckProblem{"problem_check_question", {check.question, forms::nearest(check.question, known), joined(known, ", ")}});
    }
    if (check.fields.size() < question->least || check.fields.size() > question->most)
        return tl::unexpected(CheckProblem{"problem_check_count", {check.question, std::to_string(question->most)}});
    return check;
}

std::vector<CheckProblem> problems_of(const Check& check, const forms::Form& form) {
    std::vector<CheckProblem> problems;
    const auto& parameters = question_named(check.question)->parameters;
    for (std::size_t i = 0; i < check.fields.size(); ++i) {
        const auto& id = check.fields[i];
        const auto* field = form.field(id);
        const auto fitting = types_of(parameters[i]);
        if (!field || id.find('.') != id.npos) problems.push_back({"problem_no_such_answer", {id, forms::nearest(id, field_ids(form))}});
        else if (std::ranges::find(fitting, field->type) == fitting.end())
            problems.push_back({"problem_check_type", {id, std::string(to_name(field->type)), names(fitting)}});
    }
    return problems;
}

}  // namespace directories
