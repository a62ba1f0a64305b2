#pragma once
#include <string>

#include "foundation/texts/texts.h"

namespace forms {

/// What a definition says to people, in both languages.
struct Words {
    std::string sv, en;

    const std::string& in(Language language) const { return language == Language::sv ? sv : en; }
    bool empty() const { return sv.empty() && en.empty(); }
    bool operator==(const Words&) const = default;
};

}  // namespace forms
