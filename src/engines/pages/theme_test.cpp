#include "engines/pages/theme.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <random>

#include "engines/pages/mark.h"

namespace {

struct Expected {
    std::string brand, spark, mode, colours;
};

/// What the reference algorithm of the design (theme.mjs) made.
const std::vector<Expected> reference{
    {"#0b4f6c", "#f2b632", "light",
     "#ffffff #f3f7fa #e7eef3 #152128 #4f5d65 #d3dadf #7c888f #0b4f6c #003950 #ffffff #e5f1f7 #acc9da #0b4f6c #ffffff #1f5d7b #366b86 "
     "#ffffff #003248 #ffffff #f2b632 #14181a #152128 #0b4f6c #ffffff"},
    {"#0b4f6c", "#f2b632", "dark",
     "#13181a #1c2124 #252d31 #eceff1 #9ea6aa #394146 #6a7379 #77b4d5 #99c9e4 #081319 #18313e #3d5d6e #003248 #ffffff #044059 #205068 "
     "#ffffff #090e11 #eceff1 #f2b632 #14181a #ffffff #2e6b89 #ffffff"},
    {"#6b2a5b", "#f3a683", "light",
     "#ffffff #faf5f8 #f3eaf0 #281a24 #685863 #dfd6dc #8f818b #6b2a5b #531345 #ffffff #f6ebf2 #ddb7d1 #6b2a5b #ffffff #7a3869 #864a76 "
     "#ffffff #441e3a #ffffff #f3a683 #14181a #281a24 #6b2a5b #ffffff"},
    {"#6b2a5b", "#f3a683", "dark",
     "#1a1519 #241e22 #31282e #f1edf0 #aaa2a7 #463c43 #796e75 #d492c1 #e4add3 #170e15 #3d2536 #6e4b64 #441e3a #ffffff #522b47 #613c57 "
     "#ffffff #110b0f #f1edf0 #f3a683 #14181a #ffffff #8e517d #ffffff"},
    {"#f5c400", "#1d7a4f", "light",
     "#ffffff #f8f6f0 #f0ede3 #251f0e #615a48 #dcd9cf #8c8675 #7c630b #624d04 #ffffff #f2eee3 #d0c3a0 #f5c400 #19160b #e2b723 #d1a91e "
     "#251f0e #392c01 #ffffff #1d7a4f #ffffff #251f0e #f5c400 #19160b"},
    {"#f5c400", "#1d7a4f", "dark",
     "#191711 #232019 #2f2b21 #f0eeea #a8a49a #443f34 #767165 #c3a85d #d4bf85 #151107 #362d11 #65572f #392c01 #ffffff #483802 #58491c "
     "#ffffff #100d07 #f0eeea #1d7a4f #ffffff #ffffff #7c630d #ffffff"},
    {"#ffff00", "#ffff00", "light",
     "#ffffff #f7f7f1 #edeee3 #20210f #5c5d49 #d9dad0 #878877 #6b6b00 #545407 #ffffff #eff0e4 #c6c89f #ffff00 #16170c #efef07 #e0e00c "
     "#20210f #303000 #ffffff #ffff00 #14181a #20210f #ffff00 #16170c"},
    {"#ffff00", "#ffff00", "dark",
     "#171811 #212119 #2c2c22 #eeefea #a5a69b #404135 #727366 #afb063 #c3c689 #121208 #2f3013 #5a5b32 #303000 #ffffff #3d3d09 #4d4d20 "
     "#ffffff #0e0e07 #eeefea #ffff00 #14181a #ffffff #676815 #ffffff"},
    {"#808080", "#777777", "light",
     "#ffffff #f7f6f4 #eeede9 #211f1a #605d57 #dad9d5 #888680 #666666 #505050 #ffffff #efeeec #c4c4c4 #808080 #1a160b #8d8d8d #9b9b9b "
     "#211f1a #2e2e2e #ffffff #747474 #ffffff #211f1a #808080 #1a160b"},
    {"#808080", "#777777", "dark",
     "#181715 #21201e #2c2b28 #efeeed #a6a4a1 #41403c #73716d #b7aa87 #cbc0a4 #151107 #332d1f #5f5845 #2e2e2e #ffffff #3a3a3a #4a4a4a "
     "#ffffff #0e0d0b #efeeed #747474 #ffffff #ffffff #666666 #ffffff"},
};

std::string colours_of(const pages::Tokens& tokens) {
    std::string all;
    for (const auto& [name, value] : tokens) all += (all.empty() ? "" : " ") + value;
    return all;
}

std::string failures(const pages::Tokens& tokens) {
    std::string all;
    for (const auto& [front, back, least] : pages::pairs_of_tokens())
        if (pages::contrast(pages::colour(tokens, front), pages::colour(tokens, back)) < least)
            all += std::string(front) + "/" + std::string(back) + " ";
    return all;
}

}  // namespace

TEST_CASE("a theme is the same as that of the design's reference") {
    for (const auto& expected : reference) {
        const auto theme = pages::theme_tokens({expected.brand, expected.spark});
        REQUIRE(theme);
        CHECK(colours_of(expected.mode == "light" ? theme->light : theme->dark) == expected.colours);
    }
}

TEST_CASE("text can be read in every theme, whatever colour is chosen") {
    std::mt19937 chance(20261123);
    std::vector<pages::Brand> brands{{"#ffff00", "#ffff00"}, {"#000000", "#000000"}, {"#ffffff", "#ffffff"}, {"#777777", "#777777"}};
    const auto any = [&] {
        constexpr std::string_view digits = "0123456789abcdef";
        std::string colour = "#";
        for (int i = 0; i < 6; ++i) colour += digits[chance() % 16];
        return colour;
    };
    for (int i = 0; i < 500; ++i) brands.push_back({any(), any()});
    for (const auto& brand : brands) {
        const auto theme = pages::theme_tokens(brand);
        INFO(brand.brand << " " << brand.spark);
        CHECK(failures(theme->light).empty());
        CHECK(failures(theme->dark).empty());
    }
}

TEST_CASE("what is no colour is refused") {
    for (const std::string wrong : {"", "0b4f6c", "#0b4f6", "#0b4f6g", "#0b4f6c;}", "red"}) {
        CHECK_FALSE(pages::theme_css({wrong, "#f2b632"}));
        CHECK_FALSE(pages::theme_css({"#0b4f6c", wrong}));
    }
}

TEST_CASE("the stylesheet has light and dark, and its address follows its content") {
    const auto css = *pages::theme_css({});
    CHECK(css.starts_with(":root{color-scheme:light}\n:root{--surface:#ffffff;"));
    CHECK(css.find("[data-theme=dark]{--surface:#13181a;") != std::string::npos);
    CHECK(css.find("@media screen and (prefers-color-scheme:dark)") != std::string::npos);  // paper is always light
    CHECK(pages::theme_address(css) != pages::theme_address(css + " "));
    CHECK(pages::theme_address(css).starts_with("/tema/"));
}

TEST_CASE("the mark on paper carries the municipality's own colours") {
    const auto printed = pages::printed_mark(*pages::theme_tokens({"#a0123c", "#ffcc00"})).str();
    CHECK(printed.find("fill=\"#a0123c\"") != std::string::npos);
    CHECK(printed.find("fill=\"#ffcc00\"") != std::string::npos);
}
