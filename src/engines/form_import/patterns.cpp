#include "engines/form_import/patterns.h"

#include "engines/forms/pattern.h"

namespace form_import {

/// Of "a|b" the ^ belongs to the first and the $ to the last alone; within brackets nothing chooses.
static bool chooses_outermost(std::string_view pattern) {
    int depth = 0;
    bool is_in_bracket = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '\\') ++i;
        else if (is_in_bracket) is_in_bracket = c != ']';
        else if (c == '[') is_in_bracket = true;
        else if (c == '(') ++depth;
        else if (c == ')') --depth;
        else if (c == '|' && depth == 0) return true;
    }
    return false;
}

static bool ends_in_dollar(std::string_view pattern) {
    std::size_t escapes = 0;
    while (escapes + 1 < pattern.size() && pattern[pattern.size() - 2 - escapes] == '\\') ++escapes;
    return pattern.ends_with('$') && escapes % 2 == 0;
}

std::optional<std::string> our_pattern(std::string_view foreign, Fits fits) {
    constexpr std::string_view anything = "(.|\\n)*";
    const bool has_start = foreign.starts_with('^'), has_end = ends_in_dollar(foreign);
    auto inner = foreign;
    if (has_start) inner.remove_prefix(1);
    if (has_end && !inner.empty()) inner.remove_suffix(1);
    const bool is_choice = chooses_outermost(inner);
    if (is_choice && (has_start || has_end || fits == Fits::whole)) return std::nullopt;
    const bool is_whole = fits == Fits::whole;
    auto ours = is_choice ? "(" + std::string(inner) + ")" : std::string(inner);
    if (!has_start && !is_whole) ours.insert(0, anything);
    if (!has_end && !is_whole) ours += anything;
    return forms::is_pattern(ours) ? std::optional(ours) : std::nullopt;
}

}  // namespace form_import
