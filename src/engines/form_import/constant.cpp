#include "engines/form_import/constant.h"

#include <algorithm>

#include "foundation/base/numbers.h"
#include "foundation/base/time.h"
#include "foundation/base/unicode.h"

namespace form_import {

using Kind = Logic::Kind;

bool is_empty(const Logic& constant) {
    return constant.kind == Kind::nothing || (constant.kind == Kind::text && constant.words.empty()) ||
           (constant.kind == Kind::list && constant.parts.empty());
}

bool is_truthy(const Logic& constant) {
    if (constant.kind == Kind::truth) return constant.is_true;
    if (constant.kind == Kind::number) return constant.number != 0;
    return !is_empty(constant);
}

std::string as_text(const Logic& constant) {
    switch (constant.kind) {
        case Kind::text: return constant.words;
        case Kind::number: return plain_number(constant.number);
        case Kind::truth: return constant.is_true ? "true" : "false";
        default: return {};
    }
}

std::optional<bool> as_truth(const Logic& constant) {
    const auto words = as_text(constant);
    if (words == "true" || words == "1") return true;
    if (words == "false" || words == "0") return false;
    return std::nullopt;
}

std::optional<double> as_number(const Logic& constant) {
    if (constant.kind == Kind::number) return constant.number;
    if (constant.kind == Kind::truth) return constant.is_true ? 1 : 0;
    return decimal_number(as_text(constant));
}

std::optional<std::string> as_date(const Logic& constant) {
    const auto day = as_text(constant).substr(0, 10);
    return date_from_iso(day) ? std::optional(day) : std::nullopt;
}

/// Two whole numbers with a sign between them, as 10:30 and 2026-01.
static std::optional<int> two_parts(const std::string& words, char sign, int times) {
    const auto parts = split(words, sign);
    if (parts.size() < 2) return std::nullopt;
    const auto first = whole_number(parts[0]), second = whole_number(parts[1]);
    if (!first || !second || *first < 0 || *first > 9999 || *second < 0 || *second > 99) return std::nullopt;
    return static_cast<int>(*first) * times + static_cast<int>(*second);
}

std::optional<int> as_minutes(const Logic& constant) { return two_parts(as_text(constant), ':', 60); }
std::optional<int> as_months(const Logic& constant) { return two_parts(as_text(constant), '-', 12); }

static bool in_order(const std::string& sign, auto a, auto b) {
    if (sign == "==") return a == b;
    if (sign == "!=") return a != b;
    if (sign == "<") return a < b;
    if (sign == "<=") return a <= b;
    return sign == ">" ? a > b : a >= b;
}

bool compared(const std::string& sign, const Logic& a, const Logic& b) {
    const bool is_equality = sign == "==" || sign == "!=";
    if (is_empty(a) || is_empty(b)) return is_equality && (is_empty(a) == is_empty(b)) == (sign == "==");
    const auto first = as_number(a), second = as_number(b);
    if (first && second) return in_order(sign, *first, *second);
    if (!is_equality && (a.kind == Kind::number || b.kind == Kind::number)) return false;
    return in_order(sign, as_text(a), as_text(b));
}

bool is_part(const Logic& part, const Logic& whole) {
    if (whole.kind != Kind::list) return as_text(whole).find(as_text(part)) != std::string::npos;
    return std::any_of(whole.parts.begin(), whole.parts.end(), [&](const Logic& one) { return compared("==", part, one); });
}

std::string turned(const std::string& sign) {
    if (sign == "<") return ">";
    if (sign == "<=") return ">=";
    if (sign == ">") return "<";
    return sign == ">=" ? "<=" : sign;
}

}  // namespace form_import
