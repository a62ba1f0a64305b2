#include "foundation/fulltext/terms.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>

using fulltext::terms;

static bool meet(std::string_view a, std::string_view b) {
    const auto left = terms(a), right = terms(b);
    return std::ranges::any_of(left, [&](const std::string& term) { return std::ranges::find(right, term) != right.end(); });
}

TEST_CASE("a text is found by its words in any form") {
    for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{{"skola", "skolor"},
                                                                               {"skolan", "skolornas"},
                                                                               {"barn", "barnen"},
                                                                               {"gick", "gå"},
                                                                               {"avgift", "avgifterna"},
                                                                               {"stad", "städer"},
                                                                               {"ansökan", "ansökans"},
                                                                               {"kommunens", "kommun"},
                                                                               {"bok", "böcker"},
                                                                               {"bostäder", "bostad"},
                                                                               {"Bygglov", "BYGGLOVET"},
                                                                               {"ÅTERVINNING", "återvinningen"},
                                                                               {"ledamöter", "ledamot"},
                                                                               {"parkeringar", "parkeringen"}}) {
        CAPTURE(a, b);
        CHECK(meet(a, b));
    }
}

TEST_CASE("a compound is found by its parts") {
    for (const auto& [compound, part] : std::vector<std::pair<const char*, const char*>>{{"bygglovsansökan", "bygglov"},
                                                                                         {"bygglovsansökan", "ansökan"},
                                                                                         {"parkeringstillstånd", "tillstånd"},
                                                                                         {"parkeringstillstånd", "parkering"},
                                                                                         {"skolskjuts", "skola"},
                                                                                         {"skolskjutsar", "skjuts"},
                                                                                         {"skolfrånvaro", "frånvaro"},
                                                                                         {"parkeringstillståndsansökan", "tillstånd"},
                                                                                         {"trottoarserveringstillstånd", "servering"},
                                                                                         {"förskoleplats", "förskola"},
                                                                                         {"avloppsanläggning", "avlopp"},
                                                                                         {"avloppsanläggningen", "anläggning"},
                                                                                         {"kulturskoleanmälan", "kulturskola"},
                                                                                         {"vattenmätaravläsning", "vatten"},
                                                                                         {"sophämtning", "hämtning"},
                                                                                         {"felanmälan", "anmälan"},
                                                                                         {"skolskjutsansökan", "skolskjuts"}}) {
        CAPTURE(compound, part, terms(compound));
        CHECK(meet(compound, part));
    }
}

TEST_CASE("words that only look alike do not meet") {
    for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{{"kontakt", "takt"},
                                                                               {"hål", "hal"},
                                                                               {"val", "väl"},
                                                                               {"å", "ö"},
                                                                               {"skola", "sko"},
                                                                               {"planta", "plan"},
                                                                               {"avgift", "gift"},
                                                                               {"bostad", "stad"},
                                                                               {"förbud", "bud"},
                                                                               {"platsen", "sen"},
                                                                               {"tomten", "ten"},
                                                                               {"barnet", "nät"}}) {
        CAPTURE(a, b, terms(a), terms(b));
        CHECK_FALSE(meet(a, b));
    }
}

TEST_CASE("å, ä and ö are letters of their own, and other marks stay with their letter") {
    CHECK(fulltext::words("Åre é").at(0).text == "åre");
    CHECK(fulltext::words("e\xcc\x81").at(0).text == "é");
}

TEST_CASE("numbers and codes are words, and marks part them") {
    std::vector<std::string> found;
    for (const auto& word : fulltext::words("KS 2026/118, kl. 12.30, KF:s a.b@c.se 3D")) found.push_back(word.text);
    CHECK(found == std::vector<std::string>{"ks", "2026", "118", "kl", "12", "30", "kf", "s", "a", "b", "c", "se", "3d"});
}

TEST_CASE("words in nearly every text are left out") {
    CHECK(fulltext::words("och i på en").empty());
    CHECK(fulltext::all_words("och i").size() == 2);
    CHECK(fulltext::words("i skolan").size() == 1);
}

TEST_CASE("terms hold letters and digits only, each once and sorted, whatever the text") {
    for (const auto* text : {"e-tjänst \"citat\" 'x' a*b (c) NEAR/2 \\ & | ! :* <->", "skola skola skolan", "\xf0\x9f\x98\x80 hej", ""}) {
        const auto found = terms(text);
        CHECK(std::ranges::is_sorted(found));
        CHECK(std::ranges::adjacent_find(found) == found.end());
        for (const auto& term : found) CHECK(term.find_first_of(" \"'*()&|!:<>\\/-.") == term.npos);
    }
    CHECK(terms(std::string(5000, 'a')).empty());
}

TEST_CASE("many threads may ask at the same time") {
    std::vector<std::thread> threads;
    std::vector<std::vector<std::string>> found(4);
    for (std::size_t i = 0; i < found.size(); ++i)
        threads.emplace_back([&, i] { found[i] = terms("ansökan om bygglov för altan vid badplatsens parkering"); });
    for (auto& thread : threads) thread.join();
    for (const auto& each : found) CHECK(each == found[0]);
}
