#pragma once
/// The functions of the rule language.
#include <array>
#include <string_view>

namespace forms {

enum class Function {
    answered,
    today,
    days_after,
    months_after,
    years_after,
    days_between,
    years_between,
    age,
    min,
    max,
    round,
    length,
    words,
    contains,
    if_,
    count,
    sum,
    any,
    all,
    length_m,
    area_m2,
    matches,
    is_iban
};

struct FunctionShape {
    std::string_view name;
    Function function;
    std::size_t least, most;  ///< arguments
    bool over_group = false;  ///< its argument is asked of each item of a group
};

inline constexpr std::array<FunctionShape, 23> functions = {{
    {"answered", Function::answered, 1, 1},
    {"today", Function::today, 0, 0},
    {"days_after", Function::days_after, 2, 2},
    {"months_after", Function::months_after, 2, 2},
    {"years_after", Function::years_after, 2, 2},
    {"days_between", Function::days_between, 2, 2},
    {"years_between", Function::years_between, 2, 2},
    {"age", Function::age, 1, 1},
    {"min", Function::min, 2, 2},
    {"max", Function::max, 2, 2},
    {"round", Function::round, 1, 2},
    {"length", Function::length, 1, 1},
    {"words", Function::words, 1, 1},
    {"contains", Function::contains, 2, 2},
    {"if", Function::if_, 3, 3},
    {"count", Function::count, 1, 1},
    {"sum", Function::sum, 1, 1, true},
    {"any", Function::any, 1, 1, true},
    {"all", Function::all, 1, 1, true},
    {"length_m", Function::length_m, 1, 1},
    {"area_m2", Function::area_m2, 1, 1},
    {"matches", Function::matches, 2, 2},
    {"is_iban", Function::is_iban, 1, 1},
}};

constexpr const FunctionShape* function_named(std::string_view name) {
    for (const auto& shape : functions)
        if (shape.name == name) return &shape;
    return nullptr;
}

}  // namespace forms
