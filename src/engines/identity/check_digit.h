#pragma once
#include <string_view>

namespace identity {

/// The Luhn sum of ten digits is a multiple of ten, as in personal and organisation numbers.
bool check_digit_is_right(std::string_view ten_digits);

}  // namespace identity
