#pragma once
/// Says a foreign condition in our rule language, so that it gives what it gave where it came from, also about unanswered questions.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "engines/form_import/logic.h"
#include "engines/forms/definition.h"

namespace form_import {

/// How a question, or something else with a foreign name, may stand in a condition.
struct Use {
    enum class Kind { truth, number, date, text, choice, list, files, group, clock, month, variable };
    Kind kind = Kind::text;
    std::string id{};      ///< ours; of a clock the hours, of a month the year
    std::string second{};  ///< of a clock the minutes, of a month its number
    std::string group{};   ///< our id of the group it stands in
    std::vector<std::string> options{};
    bool may_be_unanswered = true;
    bool unticked_is_no = false;  ///< a box that was not ticked counts as no, not as unanswered
    Logic value{};                ///< of a variable
};
/// By foreign name.
using Uses = std::map<std::string, Use, std::less<>>;
Use::Kind kind_of(forms::FieldType);

/// Why something cannot be said: a text of this module.
struct Unsayable {
    std::string text_key;
    std::vector<std::string> arguments{};
};

/// `group`: our id of the group that the rule stands in.
tl::expected<forms::Rule, Unsayable> say_condition(const Logic&, const Uses&, const std::string& group = {});
tl::expected<forms::Rule, Unsayable> say_value(const Logic&, const Uses&, const std::string& group = {});
/// Names that nothing in the form has: they count as unanswered.
std::vector<std::string> unknown_names(const Logic&, const Uses&);

}  // namespace form_import
