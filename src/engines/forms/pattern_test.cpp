#include "engines/forms/pattern.h"

#include <catch2/catch.hpp>
#include <string>

using forms::is_iban;
using forms::is_pattern;
using forms::matches;

TEST_CASE("a pattern fits the whole text, letter by letter, class by class and as often as it says") {
    struct Fit {
        const char* pattern;
        const char* text;
        bool fits;
    };
    for (const auto& one : {Fit{"abc", "abc", true},
                            Fit{"abc", "abcd", false},
                            Fit{"^abc$", "abc", true},
                            Fit{"", "", true},
                            Fit{"", "a", false},
                            Fit{"[A-Z]{2}\\d+", "AB12", true},
                            Fit{"[A-Z]{2}\\d+", "ABC12", false},
                            Fit{"[A-Z]{2}\\d+", "AB", false},
                            Fit{"[^0-9]*", "åä", true},
                            Fit{"[^0-9]*", "å1", false},
                            Fit{"[åäö]+", "öå", true},
                            Fit{"å?b", "b", true},
                            Fit{"(ab|cd)*e", "abcdabe", true},
                            Fit{"(ab|cd)*e", "abce", false},
                            Fit{"a{2,3}", "aa", true},
                            Fit{"a{2,3}", "aaaa", false},
                            Fit{"a{2,}", "aaaaa", true},
                            Fit{"a{2,}", "a", false},
                            Fit{"(?:a|b){2}", "ba", true},
                            Fit{"\\w+\\s\\w+", "en två", false},
                            Fit{"\\w+\\s\\w+", "en tva", true},
                            Fit{"\\D\\W\\S", "a-b", true},
                            Fit{"a.c", "a\nc", false},
                            Fit{"a.c", "a\U0001F600c", true},
                            Fit{"a\\.c", "abc", false},
                            Fit{"a\\$", "a$", true},
                            Fit{"[-a]+", "a-", true},
                            Fit{"[\\]\\\\]+", "]\\", true},
                            Fit{"a+?b", "aab", true},
                            Fit{"a||b", "", true},
                            Fit{"(a*)*b", "aaab", true},
                            Fit{"()", "", true}}) {
        CAPTURE(one.pattern, one.text);
        CHECK(matches(one.text, one.pattern) == one.fits);
    }
}

TEST_CASE("what is no pattern of ours is told so, and none takes long") {
    for (const auto* other : {"(",   ")",   "[a",  "a{",    "a{x}", "a{3,2}", "*",     "a**",    "(?=a)",         "\\b",
                              "\\1", "a^b", "a$b", "[b-a]", "[[a]", "\\",     "[\\D]", "a{999}", "(a{100}){100}", "a]"}) {
        CAPTURE(other);
        CHECK_FALSE(is_pattern(other));
        CHECK_FALSE(matches("a", other));
    }
    CHECK_FALSE(is_pattern(std::string(100, '(') + std::string(100, ')')));
    CHECK(matches(std::string(5000, 'a'), "(a+)+b") == false);
}

TEST_CASE("an account number has its check digits right, however it is spaced") {
    for (const auto* right :
         {"SE45 5000 0000 0583 9825 7466", "se4550000000058398257466", "GB82 WEST 1234 5698 7654 32", "NO93 8601 1117 947"})
        CHECK(is_iban(right));
    for (const auto* wrong : {"", "SE46 5000 0000 0583 9825 7466", "SE45", "1234567890123456", "SE45-5000-0000-0583-9825-7466",
                              "SE45 5000 0000 0583 9825 746Å"})
        CHECK_FALSE(is_iban(wrong));
}
