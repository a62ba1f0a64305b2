#include "foundation/passwords/passwords.h"

#include <catch2/catch.hpp>
#include <thread>
#include <vector>

TEST_CASE("what everybody tries first is common, however it is dressed") {
    REQUIRE(passwords::has_dictionary());
    for (const auto* guess : {"administrator", "rotartsinimda", "password1234", "2026password!", "Password2026!", "1q2w3e4r5t6y",
                              "aaaaaaaaaaaa", "abcabcabcabc", "abcdefghijklm", "123456789012"}) {
        CAPTURE(guess);
        CHECK(passwords::is_common(guess));
    }
}

TEST_CASE("several words, and what chance has made, are not") {
    for (const auto* fine : {"långt och lätt att minnas", "correct horse battery staple", "K7TM-4XQP-2WPD", "73916402857164"}) {
        CAPTURE(fine);
        CHECK_FALSE(passwords::is_common(fine));
    }
}

TEST_CASE("it is asked by many at once") {
    std::vector<std::thread> all;
    for (int i = 0; i < 4; ++i)
        all.emplace_back([] {
            for (int turn = 0; turn < 50; ++turn)
                if (!passwords::is_common("password1234") || passwords::is_common("långt och lätt att minnas")) std::terminate();
        });
    for (auto& one : all) one.join();
}
