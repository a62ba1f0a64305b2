#include "engines/identity/check_digit.h"
#include "engines/identity/people.h"
#include "foundation/base/unicode.h"

namespace identity {

std::optional<std::string> organisation_number(std::string_view typed) {
    std::string digits;
    for (const char c : trimmed(typed))
        if (c != '-' && c != ' ') digits += c;
    if (digits.size() == 12 && digits.starts_with("16")) digits.erase(0, 2);
    if (digits.size() != 10 || digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    // The third digit is at least 2, so that it is never taken for a personal number (lagen om identitetsbeteckning 1974:174).
    if (digits[2] < '2') return std::nullopt;
    if (!check_digit_is_right(digits)) return std::nullopt;
    return digits.substr(0, 6) + "-" + digits.substr(6);
}

}  // namespace identity
