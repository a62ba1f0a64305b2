#include "engines/testing/test_numbers.h"

#include <fmt/format.h>

#include <stdexcept>

#include "engines/identity/personal_number.h"

std::string test_personal_number(int which) {
    const int last = which % 10, day = which / 10 % 28, month = which / 280 % 12, year = which / 3360 % 10;
    const auto eleven = fmt::format("18{:02}{:02}{:02}98{}", 90 + year, 1 + month, 1 + day, last);
    for (const char digit : std::string_view("0123456789"))
        if (identity::PersonalNumber::from(eleven + digit)) return eleven + digit;
    throw std::logic_error("no check digit fits");
}
