#include "engines/testing/test_site.h"

#include <catch2/catch.hpp>
#include <set>

#include "engines/identity/personal_number.h"
#include "engines/testing/test_numbers.h"

TEST_CASE("each test resident has a valid number of their own") {
    std::set<std::string> numbers;
    for (int i = 0; i < 600; ++i) {
        CHECK(identity::PersonalNumber::from(test_personal_number(i)));
        numbers.insert(test_personal_number(i));
    }
    CHECK(numbers.size() == 600);
}
