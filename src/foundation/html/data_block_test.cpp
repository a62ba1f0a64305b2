#include "foundation/html/data_block.h"

#include <catch2/catch.hpp>

TEST_CASE("nothing in a data block ends it") {
    CHECK(html::data_block("page-rules", json::object({{"says", "</script><!--"}})).str() ==
          R"(<script type="application/json" data-block="page-rules">{"says":"\u003c/script>\u003c!--"}</script>)");
}
