#include "engines/personal_data/personal_data.h"

#include <catch2/catch.hpp>

namespace personal_data {

TEST_CASE("the check finds numbers, addresses and names, and lets places and beginnings of sentences be") {
    KnownNames known{.parties = {"Kim Exempel"}};
    add_harmless(known, "Björkskolan");
    const auto what = [&](std::string_view text) {
        std::vector<std::pair<std::string, Personal>> all;
        for (const auto& one : find_personal_data(text, known)) all.emplace_back(text.substr(one.at, one.length), one.what);
        return all;
    };
    using All = std::vector<std::pair<std::string, Personal>>;
    CHECK(what("Ring 070-174 06 05 i dag.") == All{{"070-174 06 05", Personal::phone}});
    CHECK(what("Ring 070.174.06.05.") == All{{"070.174.06.05", Personal::phone}});
    CHECK(what("Ring 070–174\u00a006\u00a005!") == All{{"070–174\u00a006\u00a005", Personal::phone}});
    CHECK(what("Lampa 12.–14. är släckt 2026").empty());
    CHECK(what("Hon är född 19900101-9802") == All{{"19900101-9802", Personal::number}});
    CHECK(what("Skriv till kim@post.example, tack") == All{{"kim@post.example", Personal::email}});
    CHECK(what("Lampan vid Björkvägen 12 lyser") == All{{"Björkvägen 12", Personal::address}});
    CHECK(what("kims hund") == All{{"kims", Personal::party}});
    CHECK(what("Jag tackar Noa Lind för hjälpen") == All{{"Noa Lind", Personal::name}});
    CHECK(what("Anna hjälpte mig") == All{{"Anna", Personal::name}});
    CHECK(what("Maten på Björkskolan är kall. Bussen vid Björkvägen kommer 12.30, varje dag 2026.").empty());
}

}  // namespace personal_data
