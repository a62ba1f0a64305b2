#pragma once
/// A condition or a value of a form from elsewhere, whatever language it was written in.
#include <string>
#include <string_view>
#include <vector>

namespace form_import {

/// `call` is the operation: and or not == != < <= > >= in + - * / if min max length count answered today later, and over the items of a
/// group (first part: its name) any all sum. matches: a text and a pattern of ours. is_iban: a text. later: a date, then years, months and
/// days after it.
struct Logic {
    enum class Kind { nothing, truth, number, text, list, name, call };
    Kind kind = Kind::nothing;
    bool is_true = false;
    double number = 0;
    std::string words{};  ///< a text, a foreign name, or an operation
    std::vector<Logic> parts{};

    bool is(std::string_view operation) const { return kind == Kind::call && words == operation; }
    bool is_constant() const { return kind != Kind::name && kind != Kind::call; }
    bool is_always() const { return kind == Kind::truth && is_true; }
    bool is_never() const { return kind == Kind::truth && !is_true; }
    bool operator==(const Logic&) const = default;
};

Logic truth(bool);
Logic number(double);
Logic text(std::string);
Logic name(std::string);
Logic list(std::vector<Logic> items);
Logic call(std::string operation, std::vector<Logic> parts);
/// What is always or never so is not written out.
Logic both(Logic, Logic);
Logic either(Logic, Logic);
Logic negated(Logic);

/// Every foreign name in it, once, in order of appearance.
std::vector<std::string> names_in(const Logic&);
/// Without those that only any, all and sum go through.
std::vector<std::string> names_outside_groups(const Logic&);
/// How many constants, names and operations it has: what is too large is left out before anybody works on it.
std::size_t size_of(const Logic&);
inline constexpr std::size_t largest_logic = 2000;

}  // namespace form_import
