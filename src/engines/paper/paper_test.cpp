#include "engines/paper/paper.h"

#include <catch2/catch.hpp>

#include "engines/pages/assets.h"
#include "engines/paper/embedded.h"
#include "engines/services/catalogue.h"
#include "foundation/html/html.h"
#include "foundation/pdf/codes.h"
#include "foundation/pdf/pdf.h"

namespace paper {
namespace {

using Sheets = std::vector<std::vector<std::string>>;

std::string sheet(int part, int parts = 3, int version = 2) { return to_text({"skolskjuts", version, part, parts}); }

services::Service carried(std::string_view id) {
    for (const auto& file : services::carried_services())
        if (file.name == std::string(id) + ".yaml") return services::parse_service(file.content).value();
    throw std::logic_error("no such service");
}

const texts::Catalog& catalog() {
    static const texts::Catalog made = [] {
        texts::Catalog all;
        all.add("paper", embedded::texts());
        return all;
    }();
    return made;
}

}  // namespace

TEST_CASE("a code says which form, which version and which part, and what is no code of ours says nothing") {
    const Code code{"skolskjuts", 12, 3, 6};
    CHECK(to_text(code) == "TORG skolskjuts 12 3/6");
    CHECK(code_from(to_text(code)) == code);
    for (const auto* other : {"", "https://exempelby.example", "TORG skolskjuts 12 7/6", "TORG skolskjuts 0 1/6", "TORG skolskjuts 1 0/6",
                              "TORG skolskjuts 1 16", "TORG a b 1 1/2", "TORG skolskjuts 1 1/99999"}) {
        CAPTURE(other);
        CHECK_FALSE(code_from(other));
    }
}

TEST_CASE("scanned sheets are put in the form's order, whatever order they came in") {
    const auto found = recognised({{sheet(3)}, {sheet(1)}, {sheet(2)}, {sheet(1)}});
    REQUIRE(found);
    CHECK(found->form.service == "skolskjuts");
    CHECK(found->order == std::vector<int>{2, 4, 3, 1});
    CHECK(found->missing.empty());
}

TEST_CASE("what is missing is told, and sheets without a code or of another form come last") {
    const auto found = recognised({{}, {"https://example.com", sheet(2)}, {sheet(1, 3, 1)}, {sheet(1)}});
    REQUIRE(found);
    CHECK(found->order == std::vector<int>{4, 2, 1, 3});
    CHECK(found->missing == std::vector<int>{3});
    CHECK(found->uncoded == std::vector<int>{1});
    CHECK(found->foreign == std::vector<int>{3});
    CHECK_FALSE(recognised({{}, {"x"}}));
    CHECK_FALSE(recognised(Sheets{}));
}

TEST_CASE("a part may go on over several sheets, but a second signature is a second form") {
    CHECK(recognised({{sheet(1)}, {sheet(1)}, {sheet(2)}, {sheet(3)}})->signatures == 1);
    CHECK(recognised({{sheet(1)}, {sheet(2)}, {sheet(3)}, {sheet(1)}, {sheet(2)}, {sheet(3)}})->signatures == 2);
}

TEST_CASE("every question of every service stands on paper, in both languages") {
    for (const auto& file : services::carried_services()) {
        const auto service = services::parse_service(file.content).value();
        for (const auto language : {Language::sv, Language::en}) {
            const auto printed = document(catalog(), service, language, {"Exempelby", "Torget 1", "010-123 45 67"});
            for (const auto& page : service.form.pages)
                for (const auto& field : page.fields) {
                    if (!field.asks() || field.part_of) continue;
                    CAPTURE(service.id, field.id);
                    CHECK(printed.find(html::text(field.label.in(language)).str()) != printed.npos);
                }
        }
    }
}

TEST_CASE("the printed form's own codes are read back from its sheets") {
    const auto service = carried("skolskjuts");
    pdf::Resources fonts;
    for (const std::string subset : {"latin", "latin-ext"})
        for (const std::string weight : {"400", "700"}) {
            const auto name = "public-sans-" + subset + "-" + weight + "-normal.woff2";
            const auto answer = pages::asset(pages::asset_address(name));
            fonts[name] = answer->shared_body ? *answer->shared_body : answer->body;
        }
    pdf::Printer printer;
    const auto made = printer.print(document(catalog(), service, Language::sv, {"Exempelby", "", ""}), fonts, "Skolskjuts", "sv");
    REQUIRE(made);
    CHECK(made->find("<pdfaid:part>2</pdfaid:part>") != made->npos);
    const auto codes = pdf::codes_on_pages(*text_content(*made));
    REQUIRE(codes);
    const auto found = recognised(*codes);
    REQUIRE(found);
    CHECK(found->form == Code{"skolskjuts", service.version, 1, parts_of(service)});
    CHECK(found->missing.empty());
    CHECK(found->uncoded.empty());
    CHECK(found->foreign.empty());
    CHECK(found->signatures == 1);
}

TEST_CASE("what is no PDF has no codes, and a machine without the programs says so") {
    CHECK(pdf::codes_on_pages(*text_content("hej")).error().fault == Fault::invalid);
    CHECK(pdf::codes_on_pages(*text_content("hej"), {.pdfinfo = "/nonexistent"}).error().fault == Fault::unavailable);
}

}  // namespace paper
