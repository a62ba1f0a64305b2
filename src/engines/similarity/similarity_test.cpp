#include "engines/similarity/similarity.h"

#include <catch2/catch.hpp>

#include <set>

namespace similarity {
namespace {

const std::vector<Text> some = {
    {1, "Gatlyktan på Björkvägen är trasig och det är mörkt när barnen går hem"},
    {2, "Maten i äldreboendet är kall när den kommer till bordet"},
    {3, "Flera gatlyktor är trasiga på vår gata, det är alldeles mörkt på kvällen"},
    {4, "Min mamma får kall mat på äldreboendet varje middag"},
    {5, "Trasiga gatlyktor vid skolan. Mörkt och otäckt."},
    {6, "Mat som är kall serveras på boendet för äldre"},
    {7, "Biblioteket borde ha öppet på söndagar"},
};

std::int64_t topic_of(const std::vector<Placed>& all, std::int64_t id) {
    for (const auto& one : all)
        if (one.id == id) return one.topic;
    return 0;
}

}  // namespace

TEST_CASE("texts about the same share a topic whatever forms their words have, and a text alone has none") {
    const auto placed = topics(some);
    CHECK(topic_of(placed, 1) == 1);
    CHECK(topic_of(placed, 3) == 1);
    CHECK(topic_of(placed, 5) == 1);
    CHECK(topic_of(placed, 2) == 2);
    CHECK(topic_of(placed, 4) == 2);
    CHECK(topic_of(placed, 6) == 2);
    CHECK(topic_of(placed, 7) == 0);
}

TEST_CASE("a topic is named by words that its texts share, and never by a word of fewer than three") {
    const auto placed = topics(some);
    std::vector<std::vector<Weighted>> words;
    for (const auto& one : placed)
        if (one.topic == 1) words.push_back(one.words);
    const auto named = name(words);
    const std::set<std::string> known(named.begin(), named.end());
    CHECK((known.contains("gatlyktor") || known.contains("gatlyktan")));
    CHECK_FALSE(known.contains("björkvägen"));
    words.pop_back();
    CHECK(name(words).empty());
}

TEST_CASE("nothing comes of nothing") {
    CHECK(topics({}).empty());
    CHECK(topics({{1, ""}, {2, "och"}, {3, "?!"}}).empty());
}

TEST_CASE("a rise is sudden when chance would not give it once in a thousand times") {
    CHECK(is_sudden(9, {1, 0, 2, 1, 1, 0, 1, 2}));
    CHECK_FALSE(is_sudden(4, {2, 3, 2, 4, 1, 3, 2, 3}));
    CHECK_FALSE(is_sudden(3, {0, 0, 0, 0, 0, 0, 0, 0}));
    CHECK(is_sudden(5, {0, 0, 0, 0, 0, 0, 0, 0}));
    CHECK_FALSE(is_sudden(50, {}));
}

TEST_CASE("Poisson's tail is what the tables say") {
    // Of a rate of 2: four or more in 14.29 per cent of the periods.
    CHECK(chance_of(4, {2, 2, 2, 1}) == Approx(0.1429).epsilon(0.001));
    CHECK(chance_of(0, {2}) == Approx(1.0));
}

}  // namespace similarity
