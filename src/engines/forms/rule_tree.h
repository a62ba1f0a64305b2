#pragma once
/// What a rule consists of.
#include <memory>
#include <string>
#include <vector>

#include "foundation/base/enum_names.h"

namespace forms {

enum class Operation {
    truth,
    number,
    text,
    list,
    name,  // leaves, and a list of them
    call,  // `words` is the function
    not_,
    negative,
    and_,
    or_,
    equal,
    not_equal,
    less,
    less_or_equal,
    greater,
    greater_or_equal,
    in,
    plus,
    minus,
    times,
    divided_by,
};

struct Expression {
    Operation operation = Operation::truth;
    bool truth = false;
    double number = 0;
    std::string words{};  ///< of a text, a name or a function
    std::vector<std::shared_ptr<const Expression>> parts{};
    std::size_t position = 0;  ///< where it began in the text
    int depth = 1;             ///< levels, this one included

    bool operator==(const Expression&) const;  ///< but for the position
};

using Tree = std::shared_ptr<const Expression>;

}  // namespace forms

template <>
inline constexpr EnumNames<forms::Operation, 21> names_of<forms::Operation> = {{
    {forms::Operation::truth, "truth"},  {forms::Operation::number, "number"},
    {forms::Operation::text, "text"},    {forms::Operation::list, "list"},
    {forms::Operation::name, "name"},    {forms::Operation::call, "call"},
    {forms::Operation::not_, "not"},     {forms::Operation::negative, "negative"},
    {forms::Operation::and_, "and"},     {forms::Operation::or_, "or"},
    {forms::Operation::equal, "=="},     {forms::Operation::not_equal, "!="},
    {forms::Operation::less, "<"},       {forms::Operation::less_or_equal, "<="},
    {forms::Operation::greater, ">"},    {forms::Operation::greater_or_equal, ">="},
    {forms::Operation::in, "in"},        {forms::Operation::plus, "+"},
    {forms::Operation::minus, "-"},      {forms::Operation::times, "*"},
    {forms::Operation::divided_by, "/"},
}};
