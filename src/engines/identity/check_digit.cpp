#include "engines/identity/check_digit.h"

namespace identity {

bool check_digit_is_right(std::string_view ten_digits) {
    int sum = 0;
    for (std::size_t i = 0; i < ten_digits.size(); ++i) {
        const int digit = (ten_digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

}  // namespace identity
