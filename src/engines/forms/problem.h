#pragma once
/// What is wrong in a definition, for the one who writes it: where, and the text that says what to do.
#include <string>
#include <string_view>
#include <vector>

#include "foundation/texts/texts.h"

namespace forms {

struct Problem {
    std::string path;      ///< "form.pages.child.fields.child_name.show_if"
    int line = 0;          ///< from 1; 0 when it is not known
    std::string text_key;  ///< in the texts of `module`
    std::vector<std::string> arguments{};
    std::string module = "forms";
    bool operator==(const Problem&) const = default;
};

/// The problem and its remedy in plain words.
std::string message(const Texts&, const Problem&);
/// "form.pages.child.show_if, rad 31: Det finns inget fält som heter …"
std::string line_of_report(const Texts&, const Problem&);

/// The name that was probably meant: at most a third of its letters, or two, differ. Empty when none is near.
std::string nearest(std::string_view written, const std::vector<std::string>& known);

}  // namespace forms
