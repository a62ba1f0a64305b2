#pragma once
/// Giving a part of a definition another id, in every rule, letter and list that names it.
#include <string_view>

#include "engines/services/document.h"

namespace services {

/// The question, condition, outcome, reason, page … at that path under its new id, and what names it rewritten. The document as it was
/// when there is no such part. Whether the new id is free is for the caller to ask.
yaml::Node renamed(const yaml::Node& document, const Path&, std::string_view new_id);

/// The rule with the answer called by its new name. `group`: the answer stands in that group, and may be named with or without it.
std::string with_answer_renamed(std::string_view rule, std::string_view old_name, std::string_view new_name, std::string_view group = {});

}  // namespace services
