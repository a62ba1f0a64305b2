#include "engines/letters/letter.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <memory>

#include "engines/letters/embedded.h"
#include "foundation/base/unicode.h"
#include "foundation/files/test_folder.h"
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

TEST_CASE("a letter carries the mark of the municipality, on paper in its own colours") {
    auto letter = rejection();
    letter.from.mark = html::trusted("<svg class=\"on-screen\"></svg>");
    letter.from.printed_mark = html::trusted("<svg class=\"on-paper\"></svg>");
    CHECK_THAT(article(catalog(), letter).str(), Catch::Contains("on-screen") && !Catch::Contains("on-paper"));
    CHECK_THAT(document(catalog(), letter), Catch::Contains("on-paper") && !Catch::Contains("on-screen"));
}

/// Each line that a program says.
static std::vector<std::string> lines_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen((command + " 2>&1").c_str(), "r"), ::pclose);
    std::vector<std::string> lines;
    char line[1024];
    while (std::fgets(line, sizeof line, pipe.get())) lines.emplace_back(trimmed(line));
    return lines;
}

static std::string printed_letter() {
    pdf::Printer printer;
    auto printed = print(printer, catalog(), rejection());
    REQUIRE(printed);
    return *std::move(printed);
}

TEST_CASE("the same words go on paper, as PDF/A-2b: what a validator of the stricter PDF/A-1b says against it is allowed in part 2") {
    TestFolder folder;
    const auto lines = lines_of("tests/preflight " + folder.file("letter.pdf", printed_letter()).string());
    bool names_its_part = false;
    for (const auto& line : lines) {
        CAPTURE(line);
        // ISO 19005-2 6.2.11.4.2: a CIDSet may be there, need not.
        const bool is_allowed = line.empty() || line.find("is not a valid PDF/A-1b file") != line.npos ||
                                line.ends_with("The CIDSet entry is missing for the Composite Subset");
        const bool is_part = line == "7.11.2 : Error on MetaData, part must be 1";
        names_its_part = names_its_part || is_part;
        CHECK((is_allowed || is_part));
    }
    CHECK(names_its_part);
}

TEST_CASE("a printed letter says its title and language, has its fonts and colours inside, and nothing that moves, hides or runs") {
    TestFolder folder;
    const auto bytes = printed_letter();
    const auto file = folder.file("letter.pdf", bytes).string();
    CHECK(bytes.starts_with("%PDF-1.7"));
    const auto plain = joined(lines_of("qpdf --qdf --object-streams=disable " + file + " -"), "\n");
    for (const auto* wanted : {"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>", "/S /GTS_PDFA1",
                               "/DestOutputProfile", "/Lang (sv)", "<rdf:li xml:lang=\"x-default\">Alva får inte skolskjuts</rdf:li>"})
        CHECK_THAT(plain, Catch::Contains(wanted));
    for (const auto* unwanted :
         {"/JavaScript", "/JS", "/AA", "/OpenAction", "/Launch", "/EmbeddedFile", "/Encrypt", "/SMask", "/BM", "/AcroForm", "/LZWDecode"})
        CHECK_THAT(plain, !Catch::Contains(unwanted));
    const auto fonts = lines_of("pdffonts " + file);
    REQUIRE(fonts.size() > 3);
    for (std::size_t i = 2; i < fonts.size(); ++i)
        CHECK_THAT(fonts[i], Catch::Contains("yes yes yes"));  // embedded, a subset, with Unicode
    CHECK_THAT(joined(lines_of("pdftotext " + file + " -"), " "),
               Catch::Contains("Kim Exempel <Nord>") && Catch::Contains("Så här överklagar du"));
}

}  // namespace letters
