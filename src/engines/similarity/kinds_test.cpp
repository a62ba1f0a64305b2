#include "engines/similarity/kinds.h"

#include <catch2/catch.hpp>

namespace similarity {

TEST_CASE("a text is of the kind whose texts share its words, in any of their forms") {
    std::vector<KindText> texts;
    for (int i = 0; i < 3; ++i) {
        texts.push_back({"light", "Lampan är släckt vid busshållplatsen"});
        texts.push_back({"road", "Hålet i asfalten är djupt"});
    }
    const auto counts = counted(texts);
    CHECK(kind_of("Lampor som är släckta", counts) == "light");
    CHECK(kind_of("asfalt", counts) == "road");
    CHECK(kind_of("Gungan är trasig", counts).empty());
    CHECK(kind_of("", counts).empty());
}

TEST_CASE("a word that fewer than three texts share is not kept: it may be a name") {
    CHECK(counted({{"light", "Fatima ringde"}, {"light", "Fatima ringde"}}).empty());
    CHECK_FALSE(counted({{"light", "Lampan"}, {"light", "Lampan"}, {"light", "Lampan"}}).empty());
}

TEST_CASE("nothing is said when two kinds are as likely") {
    auto counts = naming("light", "skylt", 3);
    for (const auto& one : naming("sign", "skylt", 3)) counts.push_back(one);
    CHECK(kind_of("En skylt", counts).empty());
    for (const auto& one : naming("sign", "stolpe", 3)) counts.push_back(one);
    CHECK(kind_of("skylt på en stolpe", counts) == "sign");
}

}  // namespace similarity
