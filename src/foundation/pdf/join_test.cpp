#include "foundation/pdf/join.h"

#include <catch2/catch.hpp>

#include "foundation/pdf/pdf_for_tests.h"

using pdf::one_page;

TEST_CASE("joined documents have all pages in order, and are the same each time") {
    const auto joined = pdf::join({one_page(11), one_page(22), one_page(11)});
    REQUIRE(joined);
    CHECK(joined->starts_with("%PDF"));
    const auto first = joined->find("[ 0 0 11 100 ]"), second = joined->find("[ 0 0 22 100 ]"), third = joined->rfind("[ 0 0 11 100 ]");
    CHECK(first < second);
    CHECK(second < third);
    CHECK(pdf::join({one_page(11), one_page(22), one_page(11)}).value() == *joined);
}

TEST_CASE("what is no PDF, or one that qpdf would have to mend, is not joined") {
    CHECK(pdf::join({one_page(11), "no PDF"}).error().fault == Fault::unavailable);
    auto damaged = one_page(22);
    damaged.erase(damaged.find("xref"), damaged.find("trailer") - damaged.find("xref"));
    CHECK(pdf::join({one_page(11), damaged}).error().fault == Fault::unavailable);
}
