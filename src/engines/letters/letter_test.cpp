#include "engines/letters/letter.h"

#include <catch2/catch.hpp>

#include "engines/letters/embedded.h"
#include "foundation/pdf/pdf.h"

namespace letters {

static const texts::Catalog& catalog() {
    static const texts::Catalog made = [] {
        texts::Catalog all;
        all.add("letters", embedded::texts());
        return all;
    }();
    return made;
}

static Letter rejection() {
    return {.from = {.municipality = "Exempelby",
                     .unit = "Barn- och utbildningsnämnden",
                     .phone = "08-465 004 00",
                     .email = "kontakt@exempelby.example"},
            .to = {"Kim Exempel <Nord>"},
            .number = "SKJ-2026-0318",
            .date = *date_from_iso("2026-04-21"),
            .heading = "Alva får inte skolskjuts",
            .body = "Vi har avslagit **ansökan**.\n\n<script>alert(1)</script>",
            .law = {"Skollagen (2010:800) 10 kap. 32 §"},
            .signer = "Sam Testberg",
            .delegation = "BUN 4.2",
            .appeal = {.kind = AppealKind::administrative, .court = "Förvaltningsrätten i Exempelstad"}};
}

TEST_CASE("a decision that goes against someone says how to appeal, to whom and within which time") {
    const auto page = article(catalog(), rejection()).str();
    CHECK_THAT(page, Catch::Contains("Så här överklagar du"));
    CHECK_THAT(page, Catch::Contains("Skriv till Barn- och utbildningsnämnden inom tre veckor"));
    CHECK_THAT(page, Catch::Contains("skickar vi allt vidare till Förvaltningsrätten i Exempelstad"));
}

TEST_CASE("a decision that cannot be appealed against has no appeal instructions") {
    auto letter = rejection();
    letter.appeal = {};
    CHECK_THAT(article(catalog(), letter).str(), !Catch::Contains("överklagar"));
}

TEST_CASE("nothing that people wrote becomes markup, and the officer's emphasis stays") {
    const auto page = article(catalog(), rejection()).str();
    CHECK_THAT(page, Catch::Contains("Kim Exempel &lt;Nord&gt;"));
    CHECK_THAT(page, !Catch::Contains("<script>"));
    CHECK_THAT(page, Catch::Contains("<strong>ansökan</strong>"));
}

TEST_CASE("the same words go on paper, as PDF/A") {
    pdf::Printer printer;
    const auto printed = print(printer, catalog(), rejection());
    REQUIRE(printed);
    CHECK(printed->starts_with("%PDF-1.7"));
    CHECK_THAT(*printed, Catch::Contains("pdfaid:part"));
}

}  // namespace letters
