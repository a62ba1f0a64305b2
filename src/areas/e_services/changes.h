#pragma once
/// A draft that was begun on an older version of its service.
#include <string>
#include <vector>

#include "engines/forms/answers.h"
#include "engines/forms/definition.h"

namespace e_services {

/// Ids of the questions that are new, or ask for something else than before.
std::vector<std::string> changed_questions(const forms::Form& before, const forms::Form& now);
/// The answers that still answer a question: those whose field is gone or asks for another type are left out.
forms::Answers still_fitting(const forms::Answers&, const forms::Form& before, const forms::Form& now);

}  // namespace e_services
