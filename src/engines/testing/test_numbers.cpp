#include "engines/testing/test_numbers.h"

#include <fmt/format.h>

namespace {

int check_digit(std::string_view nine) {
    int sum = 0;
    for (std::size_t i = 0; i < nine.size(); ++i) {
        const int digit = (nine[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return (10 - sum % 10) % 10;
}

}  // namespace

std::string test_personal_number(int which) {
    const auto nine = fmt::format("{:02}{:02}{:02}98{}", 90 + which / 10 / 28 / 12 % 10, 1 + which / 10 / 28 % 12, 1 + which / 10 % 28, which % 10);
    return "18" + nine + std::to_string(check_digit(nine));
}
