#pragma once
/// A draft that was begun on an older version of its service.
#include <string>
#include <vector>

#include "engines/forms/answers.h"
#include "engines/forms/definition.h"

namespace e_services {

/// What has become of the questions.
struct Changes {
    struct Gone {
        std::string page;  ///< that it stood on
        forms::Words label;
    };
    std::vector<std::string> added, changed;  ///< ids; changed: worded otherwise, or wants another answer
    std::vector<Gone> gone{};
    bool empty() const { return added.empty() && changed.empty() && gone.empty(); }
};
Changes changes_between(const forms::Form& before, const forms::Form& now);

/// The answers that still answer a question: those whose field is gone or asks for another type are left out.
forms::Answers still_fitting(const forms::Answers&, const forms::Form& before, const forms::Form& now);

}  // namespace e_services
