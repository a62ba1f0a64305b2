#pragma once
/// What can be asked of the directories (folkbokföringen, fastighetsregistret, organisationsregistret, kartan), and how a service says it:
/// "population.lives_at(child_number, home)".
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "engines/forms/definition.h"
#include "engines/forms/value.h"
#include "foundation/base/enum_names.h"

namespace directories {

enum class Directory { population, property, organisation, map };

/// What an answer must be to be asked about.
enum class Parameter {
    person,  ///< a personal number
    owner,   ///< a personal or organisation number
    address,
    property,
    organisation,
    place,  ///< the name of a school or another place: a choice, or a text
};

struct Question {
    std::string_view name;
    Directory directory;
    forms::ValueType gives;  ///< truth or number
    std::array<Parameter, 3> parameters;
    std::size_t least, most;  ///< how many of them
};
std::span<const Question> questions();
const Question* question_named(std::string_view);

/// One question about the answers in these fields.
struct Check {
    std::string question;
    std::vector<std::string> fields;
    bool operator==(const Check&) const = default;
};

struct CheckProblem {
    std::string text_key;  ///< in the texts of services
    std::vector<std::string> arguments{};
};
tl::expected<Check, CheckProblem> parse_check(std::string_view written);
/// Fields that do not exist or are of the wrong type.
std::vector<CheckProblem> problems_of(const Check&, const forms::Form&);

}  // namespace directories

template <>
inline constexpr EnumNames<directories::Directory, 4> names_of<directories::Directory> = {{
    {directories::Directory::population, "population"},
    {directories::Directory::property, "property"},
    {directories::Directory::organisation, "organisation"},
    {directories::Directory::map, "map"},
}};
