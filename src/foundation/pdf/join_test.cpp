#include "foundation/pdf/join.h"

#include <catch2/catch.hpp>

namespace {

std::string one_page(int width) {
    return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
           "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 " +
           std::to_string(width) + " 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
}

}  // namespace

TEST_CASE("joined documents have all pages in order, and are the same each time") {
    const auto joined = pdf::join({one_page(11), one_page(22), one_page(11)});
    REQUIRE(joined);
    CHECK(joined->starts_with("%PDF"));
    const auto first = joined->find("[ 0 0 11 100 ]"), second = joined->find("[ 0 0 22 100 ]"), third = joined->rfind("[ 0 0 11 100 ]");
    CHECK(first < second);
    CHECK(second < third);
    CHECK(pdf::join({one_page(11), one_page(22), one_page(11)}).value() == *joined);
}

TEST_CASE("what is no PDF is not joined") { CHECK(pdf::join({one_page(11), "no PDF"}).error().fault == Fault::unavailable); }
